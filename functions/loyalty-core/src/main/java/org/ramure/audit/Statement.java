// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ramure.audit.Difference.Kind;
import org.ramure.points.Entry;
import org.ramure.points.Move;
import org.ramure.points.Pot;
import org.ramure.points.PotCode;

/// What an account's entries say when they are read one by one and added up, without a look at the
/// account itself. It keeps sums, not entries: an account may have more of them than fit a memory.
///
/// @param last sequence number of the last entry, 0 where there is none
/// @param chain hash of the last entry, empty where there is none
/// @param pots points by pot; where points came from is below zero
/// @param purchases points posted for each purchase, less what was taken back or forgiven
/// @param adjustments points given by hand, less what was taken, by the subject of the entries
/// @param minted how many vouchers were paid for
/// @param flaws what is wrong with the entries themselves
public record Statement(
    long last,
    String chain,
    Map<Pot, Long> pots,
    Map<String, Long> purchases,
    Map<String, Long> adjustments,
    long minted,
    List<Difference> flaws) {

  public Statement {
    pots = Map.copyOf(pots);
    purchases = Map.copyOf(purchases);
    adjustments = Map.copyOf(adjustments);
    flaws = List.copyOf(flaws);
  }

  public static Statement of(Iterable<Entry> entries) {
    var reader = new Reader();
    entries.forEach(reader::read);
    return reader.statement();
  }

  /// What is in all pots of a kind.
  long total(Class<? extends Pot> kind) {
    return pots.entrySet().stream()
        .filter(pot -> kind.isInstance(pot.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// Reads entries in the order of their keys.
  public static final class Reader {
    private final Map<Pot, Long> pots = new HashMap<>();
    private final Map<String, Long> purchases = new TreeMap<>();
    private final Map<String, Long> adjustments = new TreeMap<>();
    private final List<Difference> flaws = new ArrayList<>();
    private final Set<Pot> belowZero = new HashSet<>();
    private long last;
    private String chain = "";
    private long minted;

    public void read(Entry entry) {
      checkPlace(entry);
      entry.moves().forEach(this::apply);
      entry.moves().forEach(move -> checkNotBelowZero(entry, move));
      entry.cause().subject().ifPresent(subject -> count(entry, subject));
      last = entry.sequence();
      chain = entry.hash();
    }

    private void checkPlace(Entry entry) {
      long next = last + 1;
      if (entry.sequence() > next) {
        flaws.add(
            new Difference(
                Kind.ENTRY_MISSING, String.valueOf(entry.sequence()), next, entry.sequence()));
      } else if (entry.sequence() < next) {
        flaws.add(
            new Difference(
                Kind.ENTRY_DOUBLE, String.valueOf(entry.sequence()), next, entry.sequence()));
      } else if (!entry.previous().equals(chain)) {
        flaws.add(Difference.surplus(Kind.ENTRY_CHANGED, String.valueOf(last)));
      }
    }

    private void apply(Move move) {
      pots.merge(move.from(), -move.points(), Math::addExact);
      pots.merge(move.to(), move.points(), Math::addExact);
    }

    /// Once for each pot, where it begins.
    private void checkNotBelowZero(Entry entry, Move move) {
      for (var pot : List.of(move.from(), move.to())) {
        long points = pots.getOrDefault(pot, 0L);
        if (isOverdrawn(pot, points) && belowZero.add(pot)) {
          var about = PotCode.of(pot) + " by entry " + entry.sequence();
          flaws.add(new Difference(Kind.BELOW_ZERO, about, 0, points));
        }
      }
    }

    private static boolean isOverdrawn(Pot pot, long points) {
      return switch (pot) {
        case Pot.Earned _, Pot.Gesture _, Pot.Adjusted _ -> false;
        case Pot.Debt _ -> points > 0;
        case Pot.Available _, Pot.Pending _, Pot.Expired _, Pot.Reversed _, Pot.Spent _ ->
            points < 0;
      };
    }

    private void count(Entry entry, String subject) {
      switch (entry.kind()) {
        case ACCRUE -> purchases.merge(subject, given(entry), Math::addExact);
        case REVERSE -> purchases.merge(subject, -takenBack(entry), Math::addExact);
        case ADJUST ->
            adjustments.merge(subject, -entry.change(Pot.Adjusted.class), Math::addExact);
        case MINT -> minted++;
        case SETTLE, GIFT, GIVE_BACK, VOUCHER_EXPIRED -> {}
      }
    }

    private static long given(Entry entry) {
      return -entry.change(Pot.Earned.class) - entry.change(Pot.Gesture.class);
    }

    /// What was forgiven moves no points: only its reason tells.
    private static long takenBack(Entry entry) {
      long forgiven =
          entry.cause().why().stream()
              .filter(reason -> reason.code().equals("taken.forgiven"))
              .flatMap(reason -> Optional.ofNullable(reason.facts().get("points")).stream())
              .mapToLong(Long::parseLong)
              .sum();
      return entry.change(Pot.Reversed.class) + forgiven;
    }

    public Statement statement() {
      pots.values().removeIf(points -> points == 0);
      return new Statement(last, chain, pots, purchases, adjustments, minted, flaws);
    }
  }
}
