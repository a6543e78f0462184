// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.reading.Reading.Facts;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.OtherContent;
import org.ramure.table.PurchaseTable.Stored;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.Source;

/// Keeps facts as evidence.
record Intake(PurchaseTable purchases) {

  static Intake of(Environment environment) {
    var table = environment.table(TableShape.PURCHASES);
    return new Intake(new PurchaseTable(environment.dynamoDb(), table));
  }

  record Result(PurchaseKey key, Stored outcome) {

    /// As answers name it.
    String purchase() {
      return key.reference();
    }

    String word() {
      return outcome.name().toLowerCase(Locale.ROOT);
    }
  }

  /// Refunds and cancellations first, the order last: whoever rates the purchase half-way through
  /// then owes too little for a moment, not too much, and no voucher is minted on goods that went
  /// back.
  Result store(Source source, Facts facts, OtherContent otherContent) {
    var key = new PurchaseKey(source.programme(), source.id(), facts.documentId());
    var outcomes = EnumSet.noneOf(Stored.class);
    for (var evidence : orderLast(facts.evidence())) {
      outcomes.add(purchases.store(key, evidence, otherContent));
    }
    var result = new Result(key, mostTelling(outcomes));
    Log.info(
        "evidence." + result.word(),
        Map.of(Log.Field.PROGRAMME, key.programme(), Log.Field.PURCHASE, result.purchase()));
    return result;
  }

  private static List<Evidence> orderLast(List<Evidence> evidence) {
    return evidence.stream()
        .collect(Collectors.partitioningBy(Evidence.Order.class::isInstance))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(part -> part.getValue().stream())
        .toList();
  }

  /// An order with an old body may still bring a new refund: then something was stored.
  private static Stored mostTelling(Set<Stored> outcomes) {
    return List.of(Stored.DIFFERENT, Stored.STORED, Stored.OLDER, Stored.UNCHANGED).stream()
        .filter(outcomes::contains)
        .findFirst()
        .orElseThrow();
  }
}
