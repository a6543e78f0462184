// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An account with the entries that are about to be written with it. Values only: posting returns
/// the next ledger.
///
/// @param account after all entries
/// @param entries new ones, oldest first
public record Ledger(Account account, List<Entry> entries) {

  public Ledger {
    entries = List.copyOf(entries);
  }

  public static Ledger of(Account account) {
    return new Ledger(account, List.of());
  }

  public Ledger post(Entry.Kind kind, List<Move> moves, Cause cause) {
    var entry = next(kind, moves, cause);
    return new Ledger(account.after(entry), withLast(entry));
  }

  /// Books what happens on the boundary to {@code day}: from here on the account is settled to it.
  Ledger cross(LocalDate day, List<Move> moves, Cause cause) {
    var entry = next(Entry.Kind.SETTLE, moves, cause.on(day));
    return new Ledger(account.after(entry, day), withLast(entry));
  }

  private Entry next(Entry.Kind kind, List<Move> moves, Cause cause) {
    return new Entry(account.sequence() + 1, kind, moves, cause, account.chain());
  }

  private List<Entry> withLast(Entry entry) {
    return Stream.concat(entries.stream(), Stream.of(entry)).toList();
  }

  public Ledger with(UnaryOperator<Account> change) {
    return new Ledger(change.apply(account), entries);
  }

  /// By how much the expired points of each day change: the table keeps them beside the account,
  /// because a take-back excuses from them.
  public Map<LocalDate, Long> expiredChanges() {
    var changes = new TreeMap<LocalDate, Long>();
    entries.stream()
        .flatMap(e -> e.moves().stream())
        .forEach(
            m -> {
              if (m.to() instanceof Pot.Expired p) {
                changes.merge(p.lastDay(), m.points(), Long::sum);
              }
              if (m.from() instanceof Pot.Expired p) {
                changes.merge(p.lastDay(), -m.points(), Long::sum);
              }
            });
    changes.values().removeIf(points -> points == 0);
    return changes;
  }

  /// Moves {@code points} out of lots, in the order given, until nothing is left to move.
  static List<Move> drain(Iterable<Map.Entry<LocalDate, Long>> lots, long points, Pot to) {
    var moves = new ArrayList<Move>();
    long left = points;
    for (var lot : lots) {
      long part = Math.min(left, lot.getValue());
      if (part > 0) {
        moves.add(new Move(new Pot.Available(lot.getKey()), to, part));
        left -= part;
      }
    }
    return moves;
  }

  static long total(List<Move> moves) {
    return moves.stream().mapToLong(Move::points).sum();
  }
}
