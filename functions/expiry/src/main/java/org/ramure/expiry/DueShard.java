// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import java.time.LocalDate;
import java.util.Optional;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable.Due;

/// One shard of a programme's list of due accounts, from some place on.
///
/// @param after the account after which it goes on; empty at its beginning
record DueShard(ProgrammeId programme, int shard, Optional<Due> after) {

  private static final String DUE = "#DUE#";

  /// No character of an id.
  private static final String SEPARATOR = "|";

  static DueShard beginning(ProgrammeId programme, int shard) {
    return new DueShard(programme, shard, Optional.empty());
  }

  DueShard goOnAfter(Due last) {
    return new DueShard(programme, shard, Optional.of(last));
  }

  /// As the queue names it.
  @Override
  public String toString() {
    var begin = programme + DUE + shard;
    return after
        .map(d -> String.join(SEPARATOR, begin, d.day().toString(), d.owner().member().value()))
        .orElse(begin);
  }

  /// @throws RuntimeException where the text is none of ours
  static DueShard parse(String text) {
    var parts = text.split("#DUE#|[|]", 4);
    var programme = new ProgrammeId(parts[0]);
    var after =
        parts.length == 4
            ? Optional.of(
                new Due(new Owner(programme, new MemberId(parts[3])), LocalDate.parse(parts[2])))
            : Optional.<Due>empty();
    return new DueShard(programme, Integer.parseInt(parts[1]), after);
  }
}
