// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What AWS charges, in capacity units. An empty object stands for an item that is not there.
final class Tariff {

  private static final int READ_UNIT = 4096;
  private static final int WRITE_UNIT = 1024;

  /// Every item of a transaction is written, or read, twice: to prepare and to commit.
  static final int TRANSACTION = 2;

  private Tariff() {}

  /// The larger of the item before and after counts; writing nothing costs as much as a small item.
  static long written(ObjectNode before, ObjectNode after) {
    return units(Math.max(ItemSize.of(before), ItemSize.of(after)), WRITE_UNIT);
  }

  static long readStrongly(ObjectNode item) {
    return units(ItemSize.of(item), READ_UNIT);
  }

  private static long units(long bytes, int unit) {
    return Math.max(1, Math.ceilDiv(bytes, unit));
  }

  /// An entry that appears or disappears is one write, one that moves two, one that stays as it
  /// is none. Indexes are written after the fact, so a transaction does not double them.
  static long indexed(TableSchema schema, ObjectNode before, ObjectNode after) {
    return schema.indexes().stream()
        .mapToLong(index -> indexed(index, index.entry(before), index.entry(after)))
        .sum();
  }

  private static long indexed(TableSchema.Index index, ObjectNode before, ObjectNode after) {
    if (before.equals(after)) {
      return 0;
    }
    if (before.isEmpty() || after.isEmpty() || index.sameKey(before, after)) {
      return written(before, after);
    }
    var none = before.objectNode();
    return written(before, none) + written(none, after);
  }
}
