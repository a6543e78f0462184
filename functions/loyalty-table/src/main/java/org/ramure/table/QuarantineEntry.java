// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// A message of a shop that waits because it could not be used, or not in time.
///
/// @param id names the message by its content: the same message delivered again is the same entry
/// @param receivedAt when the shop sent it, however often it is tried again
/// @param reason a stable code, for example {@code FETCH_NEEDED}
/// @param field where in the message, as a path; empty for the whole
/// @param topic what the message said it was about
/// @param correlation of the request that brought it first; a replay goes on under it
/// @param body where its raw body lies: the key of an object, which tells nothing about a person
public record QuarantineEntry(
    ProgrammeId programme,
    String source,
    String id,
    Instant receivedAt,
    String reason,
    String field,
    String topic,
    Optional<String> correlation,
    String body,
    State state) {

  public sealed interface State {}

  /// @param triedBy whose replay found it still unusable, the last one
  public record Waiting(Optional<String> triedBy) implements State {}

  /// Its facts are evidence, or it held none.
  ///
  /// @param by a caller, or a replay of many
  /// @param outcome what became of the evidence, as a fresh message would be answered
  public record Replayed(Instant at, String by, String outcome) implements State {}

  /// Somebody decided that nothing is to be made of it.
  public record Discarded(Instant at, String by, String why) implements State {}

  /// Names the entry on the API: {@code <source>~<day of receipt, UTC>~<id>}.
  public String reference() {
    return QuarantineKeys.reference(this);
  }

  public boolean isWaiting() {
    return state instanceof Waiting;
  }
}
