// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.table.TableShape;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.kms.IKey;

/// A table and what a function must know to use it.
///
/// @param key the customer-managed key that encrypts it, if it has one of its own
record LoyaltyTable(TableShape shape, Table table, Optional<IKey> key) {

  String indexArn(TableShape.Index index) {
    if (!shape.indexes().contains(index)) {
      throw new IllegalArgumentException(shape.name() + " has no index " + index.name());
    }
    return table.getTableArn() + "/index/" + index.name();
  }

  String streamArn() {
    return Optional.ofNullable(table.getTableStreamArn())
        .orElseThrow(() -> new IllegalArgumentException(shape.name() + " has no stream"));
  }

  List<String> exports() {
    var always = Stream.of(table.getTableName(), table.getTableArn());
    var stream = shape.streams() ? Stream.of(streamArn()) : Stream.<String>empty();
    return Stream.of(always, stream, key.stream().map(IKey::getKeyArn))
        .flatMap(values -> values)
        .toList();
  }
}
