// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import java.util.Map;
import java.util.Optional;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item that is not what it was.
///
/// @param now empty where it is gone
/// @param then empty where it was not there yet
record Difference(
    Map<String, AttributeValue> key,
    Optional<Map<String, AttributeValue>> now,
    Optional<Map<String, AttributeValue>> then) {

  String pk() {
    return key.get(TableShape.PK).s();
  }

  String sk() {
    return key.get(TableShape.SK).s();
  }

  /// {@code ENTRY} of {@code ENTRY#000000000007}.
  String kind() {
    return sk().split("#", 2)[0];
  }
}
