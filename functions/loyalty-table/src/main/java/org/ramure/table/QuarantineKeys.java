// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.ramure.programme.ProgrammeId;

/// Keys of the Quarantine table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#QUARANTINE#<source>#<day of receipt>#<shard>} | id of the message | entry |
///
/// The id, not the time, is the sort key: a shop repeats what it got no good answer to, and three
/// deliveries of one broken message are one thing to mend.
public final class QuarantineKeys {

  /// A shop whose every message breaks fills its day over so many keys.
  static final int SHARDS = 8;

  private QuarantineKeys() {}

  static Key entry(QuarantineEntry entry, LocalDate day) {
    var shard = Shard.of(entry.id(), SHARDS);
    return new Key(partition(entry.programme(), entry.source(), day, shard), entry.id());
  }

  static String partition(ProgrammeId programme, String source, LocalDate day, int shard) {
    return String.join(
        "#", programme.value(), "QUARANTINE", source, day.toString(), Shard.name(shard));
  }

  static LocalDate dayOf(QuarantineEntry entry) {
    return LocalDate.ofInstant(entry.receivedAt(), ZoneOffset.UTC);
  }
}
