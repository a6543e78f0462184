// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.language.Why;
import org.ramure.points.Entry;
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

  static EntryView of(Entry entry, Messages messages, Currency currency, boolean forStaff) {
    var cause = entry.cause();
    return new EntryView(
        entry.sequence(),
        entry.kind().name(),
        cause.postedAt(),
        cause.businessDate(),
        entry.change(Pot.Available.class),
        entry.change(Pot.Pending.class),
        entry.debtChange(),
        cause.subject(),
        cause.version(),
        cause.why().stream().map(reason -> Why.of(reason, messages, currency)).toList(),
        Optional.of(cause.by()).filter(_ -> forStaff));
  }
}
