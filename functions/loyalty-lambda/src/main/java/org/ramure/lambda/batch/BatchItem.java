// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ramure.table.Correlation;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One item of a batch, from a table's stream or from a queue.
public sealed interface BatchItem {

  /// How Lambda names the item when it failed.
  String identifier();

  /// Of the request that brought it; empty where the item does not say.
  Optional<String> correlation();

  /// @throws IllegalArgumentException where a stream brought it to a function that none feeds
  default QueueMessage fromQueue() {
    return switch (this) {
      case QueueMessage message -> message;
      case StreamRecord record ->
          throw new IllegalArgumentException("no stream feeds this function: " + record.event());
    };
  }

  /// @param at when DynamoDB took the change, to the second; the epoch where the record does not
  ///     say
  /// @param event INSERT, MODIFY or REMOVE
  /// @param keys of the item that changed
  /// @param newImage empty where it was removed
  /// @param oldImage empty where it is new
  record StreamRecord(
      String identifier,
      Instant at,
      String event,
      Map<String, AttributeValue> keys,
      Map<String, AttributeValue> newImage,
      Map<String, AttributeValue> oldImage)
      implements BatchItem {

    public StreamRecord {
      keys = Map.copyOf(keys);
      newImage = Map.copyOf(newImage);
      oldImage = Map.copyOf(oldImage);
    }

    @Override
    public Optional<String> correlation() {
      return Correlation.of(newImage);
    }

    /// A key attribute that is text, as all of ours are.
    public String key(String attribute) {
      var value = keys.get(attribute);
      if (value == null || value.s() == null) {
        throw new IllegalArgumentException("a stream record without " + attribute);
      }
      return value.s();
    }
  }

  /// @param attempt how often it was received, this time included
  /// @param group of a message that waited in line; empty for others
  record QueueMessage(String identifier, String body, int attempt, String group)
      implements BatchItem {

    @Override
    public Optional<String> correlation() {
      return KeyMessage.correlation(body);
    }
  }
}
