// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.util.List;
import org.ramure.digest.Sha256;

/// One immutable line of a member's ledger.
///
/// @param sequence 1, 2, 3 … without gaps for each member
/// @param previous hash of the entry before, empty for the first: the chain by which an auditor
///     sees that no line was edited, dropped or put in
public record Entry(long sequence, Kind kind, List<Move> moves, Cause cause, String previous) {

  public enum Kind {
    /// A purchase was rated and owes points, or owes none, with the reasons.
    ACCRUE,
    /// Goods came back.
    REVERSE,
    /// A day began or ended: points matured, repaid debt, or expired.
    SETTLE,
    /// Points bought a voucher.
    MINT,
    /// A voucher was given: no points paid for it.
    GIFT,
    /// A voucher became usable again.
    GIVE_BACK,
    /// A voucher's last day passed.
    VOUCHER_EXPIRED,
    /// A person gave or took points.
    ADJUST
  }

  public Entry {
    moves = List.copyOf(moves);
  }

  /// By how much it changed what is in pots of a kind.
  public long change(Class<? extends Pot> pot) {
    return moves.stream().mapToLong(move -> change(move, pot)).sum();
  }

  private static long change(Move move, Class<? extends Pot> pot) {
    return (pot.isInstance(move.to()) ? move.points() : 0)
        - (pot.isInstance(move.from()) ? move.points() : 0);
  }

  /// By how much what the member owes grew: points put into that pot repay it.
  public long debtChange() {
    return -change(Pot.Debt.class);
  }

  /// Lower-case hex SHA-256 over all fields, the previous hash included.
  public String hash() {
    return Sha256.hex(canonical());
  }

  private String canonical() {
    var text = new StringBuilder();
    part(text, previous);
    part(text, sequence);
    part(text, kind);
    part(text, moves.size());
    for (var move : moves) {
      part(text, PotCode.of(move.from()));
      part(text, PotCode.of(move.to()));
      part(text, move.points());
    }
    part(text, cause.by());
    part(text, cause.postedAt());
    part(text, cause.businessDate());
    part(text, cause.version());
    part(text, cause.subject().isPresent());
    part(text, cause.subject().orElse(""));
    part(text, cause.why().size());
    for (var reason : cause.why()) {
      part(text, reason.code());
      part(text, reason.facts().size());
      reason
          .facts()
          .forEach(
              (name, value) -> {
                part(text, name);
                part(text, value);
              });
    }
    return text.toString();
  }

  /// Every part says its length and every list its size, so that no two different entries have the
  /// same text.
  private static void part(StringBuilder text, Object value) {
    var part = value.toString();
    text.append(part.length()).append(':').append(part).append('\n');
  }
}
