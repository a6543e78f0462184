// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item as large as an ordinary account of the ledger.
///
/// @param lots points by day of expiry
record Account(
    String pk,
    String sk,
    long version,
    long sequence,
    long settledTo,
    long debt,
    String tier,
    String hash,
    boolean mintable,
    Map<String, Long> lots) {

  static Account example(String pk) {
    Map<String, Long> lots = new TreeMap<>();
    for (int month = 1; month <= 9; month++) {
      lots.put("2031-0" + month + "-01", month * 100L);
    }
    return new Account(pk, "ACCOUNT", 17, 42, 20_300, 0, "GOLD", "a".repeat(64), true, lots);
  }

  static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", fromS(pk), "sk", fromS("ACCOUNT"));
  }

  Map<String, AttributeValue> item() {
    Map<String, AttributeValue> days = new TreeMap<>();
    lots.forEach((day, points) -> days.put(day, number(points)));
    Map<String, AttributeValue> item = new TreeMap<>(key(pk));
    item.put("version", number(version));
    item.put("sequence", number(sequence));
    item.put("settledTo", number(settledTo));
    item.put("debt", number(debt));
    item.put("tier", fromS(tier));
    item.put("hash", fromS(hash));
    item.put("mintable", fromBool(mintable));
    item.put("lots", fromM(days));
    return item;
  }

  private static AttributeValue number(long value) {
    return fromN(Long.toString(value));
  }

  /// The mapping by hand that the Enhanced Client is compared with.
  static Account of(Map<String, AttributeValue> item) {
    Map<String, Long> lots = new TreeMap<>();
    at(item, "lots").m().forEach((day, points) -> lots.put(day, Long.parseLong(points.n())));
    return new Account(
        at(item, "pk").s(),
        at(item, "sk").s(),
        number(item, "version"),
        number(item, "sequence"),
        number(item, "settledTo"),
        number(item, "debt"),
        at(item, "tier").s(),
        at(item, "hash").s(),
        at(item, "mintable").bool(),
        lots);
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(at(item, name).n());
  }

  private static AttributeValue at(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalArgumentException("An account without " + name + ": " + item);
    }
    return value;
  }
}
