// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// One connected shop, till system or file feed.
///
/// @param zone of local times in its messages
/// @param phoneRegion where its customers' numbers are at home, where no store tells
/// @param sealedSecrets of its webhooks; two are live while one is replaced. Sealed for
///     {@link #owner}: what a print of this record shows opens nothing
/// @param changed by whom last; nobody where it was not set up through the API
public record Source(
    ProgrammeId programme,
    String id,
    Type type,
    ZoneId zone,
    Refunds refunds,
    Optional<String> phoneRegion,
    List<String> sealedSecrets,
    Optional<Change> changed) {

  public enum Type {
    SHOPIFY,
    GENERIC
  }

  /// How the source reports what went back.
  public enum Refunds {
    /// Lines as sold, and refunds of their own.
    SEPARATE,
    /// Lines as kept: a refund is a new body with less in it.
    IN_LINES
  }

  public Source {
    ProgrammeKeys.requireId(id);
    sealedSecrets = List.copyOf(sealedSecrets);
  }

  public Source(
      ProgrammeId programme,
      String id,
      Type type,
      ZoneId zone,
      Refunds refunds,
      Optional<String> phoneRegion,
      List<String> sealedSecrets) {
    this(programme, id, type, zone, refunds, phoneRegion, sealedSecrets, Optional.empty());
  }

  /// To whom its secrets are sealed, so that one moved to another source does not open there.
  public String[] owner() {
    return new String[] {programme.value(), "source", id};
  }
}
