// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.explain.Reason;
import org.ramure.lambda.language.Messages;
import org.ramure.points.Entry;
import org.ramure.points.Move;
import org.ramure.points.Pot;

/// One line of a history.
///
/// @param available by how much spendable points changed; likewise pending and debt
/// @param subject the purchase or voucher it is about
/// @param version of the programme it was made under
/// @param why in words and, for programs, as codes with their facts
/// @param by who did it; for staff
record EntryView(
    long sequence,
    String kind,
    Instant postedAt,
    LocalDate businessDate,
    long available,
    long pending,
    long debt,
    Optional<String> subject,
    int version,
    List<Why> why,
    Optional<String> by) {

  record Why(String text, String code, Map<String, String> facts) {

    static Why of(Reason reason, Messages messages, Currency currency) {
      return new Why(messages.render(reason, currency), reason.code(), reason.facts());
    }
  }

  static EntryView of(Entry entry, Messages messages, Currency currency, boolean forStaff) {
    var cause = entry.cause();
    return new EntryView(
        entry.sequence(),
        entry.kind().name(),
        cause.postedAt(),
        cause.businessDate(),
        change(entry, Pot.Available.class),
        change(entry, Pot.Pending.class),
        -change(entry, Pot.Debt.class),
        cause.subject(),
        cause.version(),
        cause.why().stream().map(reason -> Why.of(reason, messages, currency)).toList(),
        Optional.of(cause.by()).filter(_ -> forStaff));
  }

  private static long change(Entry entry, Class<? extends Pot> pot) {
    return entry.moves().stream().mapToLong(move -> change(move, pot)).sum();
  }

  private static long change(Move move, Class<? extends Pot> pot) {
    return (pot.isInstance(move.to()) ? move.points() : 0)
        - (pot.isInstance(move.from()) ? move.points() : 0);
  }
}
