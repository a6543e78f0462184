// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.lambda.FilterCriteria;

/// Which changes of a table wake a function: the others cost neither a call nor a batch place.
final class StreamFilter {

  private StreamFilter() {}

  /// New evidence about a purchase. What the consumer itself writes into the same partition (CLAIM,
  /// RATING) must not wake it again.
  static Map<String, Object> evidence() {
    List<Object> sortKeys = List.of("ORDER", "CANCELLATION", Map.of("prefix", "REFUND#"));
    return pattern(Map.of("Keys", string("sk", sortKeys)));
  }

  /// An account out of which a voucher can be made now.
  static Map<String, Object> mintableAccount() {
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("Keys", string("sk", List.of("ACCOUNT")));
    image.put("NewImage", Map.of("mintable", Map.of("BOOL", List.of(true))));
    return pattern(image);
  }

  /// A member who is new: whatever else happens to a profile is nobody else's business, and does
  /// not leave the stream.
  static Map<String, Object> newMember() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("eventName", List.of("INSERT"));
    record.put("dynamodb", Map.of("Keys", string("sk", List.of("PROFILE"))));
    return FilterCriteria.filter(record);
  }

  /// What an account holds, and the lines of its ledger.
  static Map<String, Object> accountsAndEntries() {
    List<Object> sortKeys = List.of("ACCOUNT", Map.of("prefix", "ENTRY#"));
    return pattern(Map.of("Keys", string("sk", sortKeys)));
  }

  /// Vouchers, and the orders that wait for one.
  static Map<String, Object> vouchersAndConflicts() {
    List<Object> sortKeys = List.of("VOUCHER", Map.of("prefix", "CONFLICT#"));
    return pattern(Map.of("Keys", string("sk", sortKeys)));
  }

  private static Map<String, Object> string(String attribute, List<Object> oneOf) {
    return Map.of(attribute, Map.of("S", oneOf));
  }

  private static Map<String, Object> pattern(Map<String, Object> image) {
    return FilterCriteria.filter(Map.of("dynamodb", image));
  }
}
