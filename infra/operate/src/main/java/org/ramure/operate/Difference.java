// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import java.util.Map;
import java.util.Optional;
import org.ramure.table.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item that is not what it was.
///
/// @param now empty where it is gone
/// @param then empty where it was not there yet
record Difference(
    Key key,
    Optional<Map<String, AttributeValue>> now,
    Optional<Map<String, AttributeValue>> then) {

  /// {@code ENTRY} of {@code ENTRY#000000000007}.
  String kind() {
    return key.sk().split("#", 2)[0];
  }
}
