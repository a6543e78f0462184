// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.voucher;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.programmes.Store;
import org.ramure.voucher.Use;

/// Where a voucher is presented, under which terms and when.
///
/// @param version in force now
/// @param store empty on the web
public record Place(ProgrammeVersion version, String source, Optional<Store> store, Instant now) {

  public ProgrammeId programme() {
    return version.programme();
  }

  public Currency currency() {
    return version.terms().currency();
  }

  public ZoneId programmeZone() {
    return version.terms().zone();
  }

  /// How long a basket may hold a voucher here.
  public Duration hold() {
    var channel = store.isPresent() ? Channel.TILL : Channel.WEB;
    return Duration.ofMinutes(version.terms().reservations().minutes(channel));
  }

  public Use use(String basket, long totalMinor, Optional<String> documentId, boolean acceptsLoss) {
    return new Use(
        basket,
        source,
        store.map(Store::id),
        documentId,
        totalMinor,
        acceptsLoss,
        programmeZone(),
        store.map(Store::timeZone).orElse(programmeZone()),
        now);
  }
}
