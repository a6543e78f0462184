// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;
import org.ramure.table.programmes.Zone;

/// What can be asked for.
sealed interface Command {

  ProgrammeId programme();

  /// @param text the document as it will be kept
  /// @param by who asks, for the record
  record PublishProgramme(
      ProgrammeId programme,
      ProgrammeDocument document,
      String text,
      Instant effectiveFrom,
      String by)
      implements Command {}

  /// What takes a programme with at least one version.
  sealed interface Next extends Command {}

  /// @param source without its secrets
  /// @param secrets those to be live from now on; empty = those it has
  record PutSource(ProgrammeId programme, Source source, Optional<List<String>> secrets)
      implements Next {

    /// A record would print the secrets.
    @Override
    public String toString() {
      return "PutSource[" + source + "]";
    }
  }

  record PutStore(ProgrammeId programme, Store store) implements Next {}

  record PutZone(ProgrammeId programme, Zone zone) implements Next {}

  record CreateApiKey(
      ProgrammeId programme,
      String label,
      ApiKey.Scope scope,
      Optional<String> store,
      Optional<String> source)
      implements Next {}

  record RevokeApiKey(ProgrammeId programme, String id) implements Next {}

  /// @param version whose document to show; empty = the newest
  record DescribeProgramme(ProgrammeId programme, OptionalInt version) implements Next {}
}
