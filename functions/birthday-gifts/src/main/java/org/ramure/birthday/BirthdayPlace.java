// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import java.time.LocalDate;
import java.util.Optional;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.MemberKeys;
import org.ramure.table.MemberTable.Listed;

/// Where the walk along a programme's birthdays goes on: one shard after the other, so that a rate
/// can be kept.
///
/// @param after the member after whom it does; empty at the beginning of the shard
record BirthdayPlace(ProgrammeId programme, int shard, Optional<Listed> after) {

  private static final String BIRTHDAYS = "#BD#";

  /// No character of an id.
  private static final String SEPARATOR = "|";

  static BirthdayPlace beginning(ProgrammeId programme) {
    return new BirthdayPlace(programme, 0, Optional.empty());
  }

  BirthdayPlace goOnAfter(Listed last) {
    return new BirthdayPlace(programme, shard, Optional.of(last));
  }

  BirthdayPlace nextShard() {
    return new BirthdayPlace(programme, shard + 1, Optional.empty());
  }

  boolean isEnd() {
    return shard == MemberKeys.BIRTHDAY_SHARDS;
  }

  /// As the queue names it.
  @Override
  public String toString() {
    var begin = programme + BIRTHDAYS + shard;
    return after
        .map(l -> String.join(SEPARATOR, begin, l.day().toString(), l.member().value()))
        .orElse(begin);
  }

  /// @throws RuntimeException where the text is none of ours
  static BirthdayPlace parse(String text) {
    var parts = text.split("#BD#|[|]", 4);
    var after =
        parts.length == 4
            ? Optional.of(new Listed(new MemberId(parts[3]), LocalDate.parse(parts[2])))
            : Optional.<Listed>empty();
    return new BirthdayPlace(new ProgrammeId(parts[0]), Integer.parseInt(parts[1]), after);
  }
}
