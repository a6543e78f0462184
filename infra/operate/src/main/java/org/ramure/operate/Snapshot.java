// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ramure.table.Key;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A table as it was, beside the table of today. Both are read whole, a page at a time, so that
/// neither has to fit into memory.
///
/// @param then the restored table
/// @param now the table that the functions use
/// @param sks which sort keys belong to what is compared
record Snapshot(DynamoDbClient client, String then, String now, Predicate<String> sks) {

  private static final int KEYS_OF_A_CALL = 100;
  private static final int WRITES_OF_A_CALL = 25;

  /// Hands over all differences in groups that one call can write.
  void differences(Consumer<List<Difference>> each) {
    var group = new ArrayList<Difference>();
    Consumer<Difference> found =
        difference -> {
          group.add(difference);
          if (group.size() == WRITES_OF_A_CALL) {
            each.accept(List.copyOf(group));
            group.clear();
          }
        };
    pages(then, page -> changed(page, found));
    pages(now, page -> added(page, found));
    if (!group.isEmpty()) {
      each.accept(List.copyOf(group));
    }
  }

  private void changed(List<Map<String, AttributeValue>> page, Consumer<Difference> found) {
    var present = byKey(now, page);
    for (var item : page) {
      var is = Optional.ofNullable(present.get(Key.of(item)));
      if (!is.equals(Optional.of(item))) {
        found.accept(new Difference(Key.of(item), is, Optional.of(item)));
      }
    }
  }

  private void added(List<Map<String, AttributeValue>> page, Consumer<Difference> found) {
    var there = byKey(then, page);
    for (var item : page) {
      if (!there.containsKey(Key.of(item))) {
        found.accept(new Difference(Key.of(item), Optional.of(item), Optional.empty()));
      }
    }
  }

  /// Makes the items of today what they were.
  void undo(List<Difference> differences) {
    Map<String, List<WriteRequest>> left =
        Map.of(now, differences.stream().map(Snapshot::undoing).toList());
    while (!left.isEmpty()) {
      var asked = left;
      left = client.batchWriteItem(w -> w.requestItems(asked)).unprocessedItems();
    }
  }

  private static WriteRequest undoing(Difference difference) {
    return difference
        .then()
        .map(item -> PutRequest.builder().item(item).build())
        .map(put -> WriteRequest.builder().putRequest(put).build())
        .orElseGet(() -> removing(difference));
  }

  private static WriteRequest removing(Difference difference) {
    return WriteRequest.builder()
        .deleteRequest(DeleteRequest.builder().key(difference.key().attributes()).build())
        .build();
  }

  private void pages(String table, Consumer<List<Map<String, AttributeValue>>> each) {
    client
        .scanPaginator(s -> s.tableName(table).consistentRead(true).limit(KEYS_OF_A_CALL))
        .stream()
        .map(page -> page.items().stream().filter(this::isCompared).toList())
        .filter(page -> !page.isEmpty())
        .forEach(each);
  }

  private boolean isCompared(Map<String, AttributeValue> item) {
    return sks.test(Key.of(item).sk());
  }

  private Map<Key, Map<String, AttributeValue>> byKey(
      String table, List<Map<String, AttributeValue>> items) {
    var found = new HashMap<Key, Map<String, AttributeValue>>();
    Map<String, KeysAndAttributes> wanted = Map.of(table, keys(items));
    while (!wanted.isEmpty()) {
      var asked = wanted;
      var answer = client.batchGetItem(g -> g.requestItems(asked));
      answer.responses().getOrDefault(table, List.of()).forEach(i -> found.put(Key.of(i), i));
      wanted = answer.unprocessedKeys();
    }
    return found;
  }

  private static KeysAndAttributes keys(List<Map<String, AttributeValue>> items) {
    var keys = items.stream().map(item -> Key.of(item).attributes()).toList();
    return KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
  }
}
