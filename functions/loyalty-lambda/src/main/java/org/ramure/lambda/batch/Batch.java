// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.BatchItem.QueueMessage;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.table.Correlation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A batch as Lambda hands it over, worked off by key: several changes of one thing are one piece
/// of work, because whoever does it reads the thing as it is now.
public record Batch(List<BatchItem> items) {

  public Batch {
    items = List.copyOf(items);
  }

  /// How one kind of batch is done.
  ///
  /// @param keyOf what an item is about
  /// @param work does what is due for one key; throws where it cannot
  /// @param park takes a key of a stream that failed, for a later try: the function's own queue
  public record Work(
      Function<BatchItem, String> keyOf, Consumer<String> work, Consumer<String> park) {

    /// Of a function that only queues feed: there is nothing to park.
    ///
    /// @param keyIn what a message is about, by its body
    public static Work ofQueue(Function<String, String> keyIn, Consumer<String> work) {
      return new Work(
          item -> keyIn.apply(item.fromQueue().body()),
          work,
          key -> {
            throw new IllegalStateException("no stream feeds this function: " + key);
          });
    }
  }

  /// The whole of a handler: decode, work off, answer with the items that failed.
  public static void serve(InputStream in, OutputStream out, String requestId, Work work)
      throws IOException {
    serve(in, out, requestId, batch -> batch.workOff(work));
  }

  /// The same for a function that looks at the batch as a whole first.
  ///
  /// @param work answers the items that failed
  public static void serve(
      InputStream in, OutputStream out, String requestId, Function<Batch, List<String>> work)
      throws IOException {
    var batch = Batch.of(Json.tree(in.readAllBytes()));
    var failures = Log.correlated(requestId, () -> work.apply(batch));
    out.write(Json.bytes(answer(failures)));
  }

  /// Messages that waited in line, by their group; empty for any other batch.
  public Map<String, List<QueueMessage>> groups() {
    return items.stream()
        .filter(QueueMessage.class::isInstance)
        .map(QueueMessage.class::cast)
        .filter(message -> !message.group().isEmpty())
        .collect(
            Collectors.groupingBy(QueueMessage::group, LinkedHashMap::new, Collectors.toList()));
  }

  /// Does the work key by key.
  ///
  /// A key of a queue that fails is reported, so that the queue counts its tries and buries it in
  /// the end. A key of a stream that fails is parked in the function's own queue and the stream
  /// goes on; only where that fails too is it reported, which holds the shard until it succeeds.
  ///
  /// @return the identifiers of the items that failed
  public List<String> workOff(Work work) {
    var failed = new ArrayList<String>();
    var byKey = new LinkedHashMap<String, List<BatchItem>>();
    for (var item : items) {
      try {
        byKey.computeIfAbsent(work.keyOf().apply(item), _ -> new ArrayList<>()).add(item);
      } catch (RuntimeException e) {
        Log.error("batch.item-not-understood", Map.of(), e);
        failed.add(item.identifier());
      }
    }
    byKey.forEach((key, about) -> failed.addAll(workOff(key, about, work)));
    return List.copyOf(failed);
  }

  /// Under the id of the request that brought the last of the changes.
  private static List<String> workOff(String key, List<BatchItem> about, Work work) {
    var fields = Map.of(Log.Field.ITEM, key, Log.Field.INVOCATION, Log.correlationId());
    return Correlation.within(
        about.getLast().correlation(), () -> workOff(key, about, work, fields));
  }

  private static List<String> workOff(
      String key, List<BatchItem> about, Work work, Map<Log.Field, String> fields) {
    try {
      work.work().accept(key);
      Log.info("batch.key-done", fields);
      return List.of();
    } catch (RuntimeException e) {
      Log.error("batch.key-failed", fields, e);
      return parked(key, about, work)
          ? List.of()
          : about.stream().map(BatchItem::identifier).toList();
    }
  }

  private static boolean parked(String key, List<BatchItem> about, Work work) {
    return switch (about.getFirst()) {
      case QueueMessage _ -> false;
      case StreamRecord _ -> park(key, work);
    };
  }

  private static boolean park(String key, Work work) {
    try {
      work.park().accept(key);
      return true;
    } catch (RuntimeException e) {
      Log.error("batch.key-not-parked", Map.of(Log.Field.ITEM, key), e);
      return false;
    }
  }

  /// @param failed identifiers of the items to be handed over again
  public static Map<String, List<Map<String, String>>> answer(List<String> failed) {
    return Map.of(
        "batchItemFailures", failed.stream().map(id -> Map.of("itemIdentifier", id)).toList());
  }

  public static Batch of(JsonNode event) {
    return new Batch(
        StreamSupport.stream(event.path("Records").spliterator(), false).map(Batch::item).toList());
  }

  private static BatchItem item(JsonNode record) {
    if (record.has("dynamodb")) {
      var change = record.path("dynamodb");
      return new StreamRecord(
          change.path("SequenceNumber").asText(),
          Instant.ofEpochSecond(change.path("ApproximateCreationDateTime").asLong()),
          record.path("eventName").asText(),
          attributes(change.path("Keys")),
          attributes(change.path("NewImage")),
          attributes(change.path("OldImage")));
    }
    return new QueueMessage(
        record.path("messageId").asText(),
        record.path("body").asText(),
        record.path("attributes").path("ApproximateReceiveCount").asInt(1),
        record.path("attributes").path("MessageGroupId").asText(""));
  }

  private static Map<String, AttributeValue> attributes(JsonNode object) {
    var attributes = new HashMap<String, AttributeValue>();
    object.properties().forEach(f -> attributes.put(f.getKey(), attribute(f.getValue())));
    return attributes;
  }

  /// DynamoDB's JSON: one member, named by the type.
  private static AttributeValue attribute(JsonNode typed) {
    var field = typed.properties().iterator().next();
    var value = field.getValue();
    return switch (field.getKey()) {
      case "S" -> AttributeValue.fromS(value.asText());
      case "N" -> AttributeValue.fromN(value.asText());
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "NULL" -> AttributeValue.fromNul(true);
      case "B" -> AttributeValue.fromB(binary(value));
      case "M" -> AttributeValue.fromM(attributes(value));
      case "L" -> AttributeValue.fromL(list(value, Batch::attribute));
      case "SS" -> AttributeValue.fromSs(list(value, JsonNode::asText));
      case "NS" -> AttributeValue.fromNs(list(value, JsonNode::asText));
      case "BS" -> AttributeValue.fromBs(list(value, Batch::binary));
      case String other -> throw new IllegalArgumentException("no attribute type " + other);
    };
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
    return StreamSupport.stream(array.spliterator(), false).map(each).toList();
  }

  private static SdkBytes binary(JsonNode value) {
    return SdkBytes.fromByteArray(java.util.Base64.getDecoder().decode(value.asText()));
  }
}
