// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import java.time.Duration;
import java.util.List;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Message;
import org.ramure.local.queue.Queues;
import org.ramure.local.queue.SqsApi;
import org.ramure.local.template.Resource;

/// Feeds a function from a queue, as Lambda's pollers do.
///
/// One thing differs: a failed message comes back after {@code retryDelay} instead of the queue's
/// visibility time-out, which is minutes: nobody at a desk waits for that.
final class QueueMapping implements Mapping {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Resource mapping;
  private final LocalQueue queue;
  private final Queues queues;
  private final LocalFunction function;
  private final Duration retryDelay;

  QueueMapping(Resource mapping, Queues queues, LocalFunction function, Duration retryDelay) {
    mapping.refuse("FilterCriteria", "on a queue is not played");
    this.mapping = mapping;
    this.queues = queues;
    this.queue = queues.get(mapping.text("EventSourceArn"));
    this.function = function;
    this.retryDelay = min(retryDelay, queue.visibilityTimeout());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// A process is left for whoever calls the function and waits: a long queue keeps nobody waiting
  /// on AWS.
  @Override
  public void start(Threads threads) {
    int pollers = Math.max(1, function.spec().limit() - 1);
    for (int poller = 0; poller < pollers; poller++) {
      threads.start(this::poll);
    }
  }

  @Override
  public boolean hasSeenAllSince(long nanoTime) {
    return queue.depth().isEmpty();
  }

  private void poll() throws InterruptedException {
    while (true) {
      int size = mapping.properties().path("BatchSize").asInt(10);
      List<Message> batch = queues.receive(queue, size, queue.visibilityTimeout(), PATIENCE);
      if (!batch.isEmpty()) {
        settle(batch, deliver(batch));
      }
    }
  }

  private BatchAnswer deliver(List<Message> batch) throws InterruptedException {
    return BatchAnswer.of(
        function.invoke(event(batch)),
        batch.stream().map(Message::id).toList(),
        Mapping.reportsItems(mapping));
  }

  private void settle(List<Message> batch, BatchAnswer answer) {
    for (Message message : batch) {
      if (answer.failed().contains(message.id())) {
        queue.hide(message.receipt(), retryDelay);
      } else {
        queue.delete(message.receipt());
      }
    }
  }

  private byte[] event(List<Message> batch) {
    var event = Json.object();
    var records = event.putArray("Records");
    for (Message message : batch) {
      var record = records.addObject();
      record.put("messageId", message.id()).put("receiptHandle", message.receipt());
      record.put("body", message.body()).put("md5OfBody", message.md5());
      record.set("attributes", SqsApi.systemAttributes(message));
      record.set("messageAttributes", attributes(message));
      record.put("eventSource", "aws:sqs").put("eventSourceARN", queue.arn());
      record.put("awsRegion", queue.arn().split(":")[3]);
    }
    return Json.bytes(event);
  }

  /// The API says StringValue where the event says stringValue.
  private static com.fasterxml.jackson.databind.JsonNode attributes(Message message) {
    var attributes = Json.object();
    for (var attribute : message.attributes().properties()) {
      var copy = attributes.putObject(attribute.getKey());
      for (var field : attribute.getValue().properties()) {
        String name = field.getKey();
        copy.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), field.getValue());
      }
    }
    return attributes;
  }
}
