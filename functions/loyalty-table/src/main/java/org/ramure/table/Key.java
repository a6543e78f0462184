// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Where one item lives. Built and parsed back only by the key class of its table.
public record Key(String pk, String sk) {

  /// @param item whole, or its two keys alone
  public static Key of(Map<String, AttributeValue> item) {
    var fields = new Fields(item);
    return new Key(fields.text(TableShape.PK), fields.text(TableShape.SK));
  }

  public Map<String, AttributeValue> attributes() {
    return Map.of(TableShape.PK, AttributeValue.fromS(pk), TableShape.SK, AttributeValue.fromS(sk));
  }
}
