// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;

/// SQS's JSON protocol, as the SDKs and the AWS CLI speak it.
public final class SqsApi {
  private final Queues queues;
  private final String baseUrl;

  /// @param baseUrl what queue URLs begin with, account included
  public SqsApi(Queues queues, String baseUrl) {
    this.queues = queues;
    this.baseUrl = baseUrl;
  }

  public Reply handle(Request request) throws IOException, InterruptedException {
    JsonNode input = request.json();
    if (request.operation().equals("ListQueues")) {
      return Reply.json(200, list(input.path("QueueNamePrefix").asText("")));
    }
    if (request.operation().equals("StartMessageMoveTask")) {
      return Reply.json(200, move(input));
    }
    String called = input.path("QueueUrl").asText(input.path("QueueName").asText());
    Optional<LocalQueue> queue = queues.find(called);
    return queue.isPresent()
        ? answer(request.operation(), queue.get(), input)
        : Reply.awsError(400, "com.amazonaws.sqs#QueueDoesNotExist", "No queue " + called);
  }

  private Reply answer(String operation, LocalQueue queue, JsonNode input)
      throws InterruptedException {
    try {
      return handle(operation, queue, input);
    } catch (Refused refused) {
      return Reply.awsError(400, refused.code, refused.why);
    }
  }

  private Reply handle(String operation, LocalQueue queue, JsonNode input)
      throws InterruptedException {
    return switch (operation) {
      case "SendMessage" -> Reply.json(200, send(queue, input));
      case "SendMessageBatch" ->
          batch(input, entry -> send(queue, entry).put("Id", entry.path("Id").asText()));
      case "ReceiveMessage" -> Reply.json(200, receive(queue, input));
      case "DeleteMessage" -> delete(queue, input);
      case "DeleteMessageBatch" -> batch(input, entry -> done(entry, delete(queue, entry)));
      case "ChangeMessageVisibility" -> hide(queue, input);
      case "ChangeMessageVisibilityBatch" -> batch(input, entry -> done(entry, hide(queue, entry)));
      case "GetQueueUrl" -> Reply.json(200, Json.object().put("QueueUrl", url(queue)));
      case "GetQueueAttributes" -> Reply.json(200, attributes(queue));
      case "PurgeQueue" -> purge(queue);
      default -> Reply.awsError(400, "UnsupportedOperation", operation + " is not played");
    };
  }

  private String url(LocalQueue queue) {
    return baseUrl + "/" + queue.name();
  }

  private ObjectNode list(String prefix) {
    var output = Json.object();
    var urls = output.putArray("QueueUrls");
    queues.all().stream()
        .filter(queue -> queue.name().startsWith(prefix))
        .forEach(queue -> urls.add(url(queue)));
    return output;
  }

  private ObjectNode move(JsonNode input) {
    LocalQueue source = queues.get(input.path("SourceArn").asText());
    if (input.has("DestinationArn")) {
      source.moveAll(queues.get(input.path("DestinationArn").asText()));
    } else {
      queues.redrive(source);
    }
    return Json.object().put("TaskHandle", UUID.randomUUID().toString());
  }

  /// What SQS does not take, of which a batch goes on without it.
  private static final class Refused extends RuntimeException {
    private final String code;
    private final String why;

    Refused(String code, String why) {
      super(why);
      this.code = code;
      this.why = why;
    }
  }

  private static ObjectNode send(LocalQueue queue, JsonNode input) {
    Place place = queue.isFifo() ? place(input) : Place.NONE;
    Duration delay =
        input.has("DelaySeconds")
            ? Duration.ofSeconds(input.path("DelaySeconds").asInt())
            : queue.delay();
    JsonNode attributes = input.path("MessageAttributes");
    Message sent =
        queue.send(
            input.path("MessageBody").asText(),
            attributes.isObject() ? attributes : Json.object(),
            place,
            delay);
    var output = Json.object().put("MessageId", sent.id()).put("MD5OfMessageBody", sent.md5());
    return place.isInGroup() ? output.put("SequenceNumber", sequenceNumber(sent)) : output;
  }

  private static Place place(JsonNode input) {
    if (input.has("DelaySeconds")) {
      throw new Refused("InvalidParameterValue", "A FIFO queue has no delay of a single message");
    }
    return new Place(required(input, "MessageGroupId"), required(input, "MessageDeduplicationId"));
  }

  private static String required(JsonNode input, String parameter) {
    if (input.path(parameter).asText().isEmpty()) {
      throw new Refused("MissingParameter", "A FIFO queue needs " + parameter);
    }
    return input.path(parameter).asText();
  }

  /// Twenty digits that grow: the first nineteen of an id are its time and a count.
  private static String sequenceNumber(Message message) {
    return "1" + message.id().substring(0, 20).replace("-", "");
  }

  private interface Entry {
    ObjectNode apply(JsonNode entry);
  }

  private static Reply batch(JsonNode input, Entry operation) {
    var output = Json.object();
    var successful = output.putArray("Successful");
    var failed = output.putArray("Failed");
    for (JsonNode entry : input.path("Entries")) {
      try {
        successful.add(operation.apply(entry));
      } catch (Refused refused) {
        failed
            .addObject()
            .put("Id", entry.path("Id").asText())
            .put("Code", refused.code)
            .put("Message", refused.why)
            .put("SenderFault", true);
      }
    }
    return Reply.json(200, output);
  }

  private static ObjectNode done(JsonNode entry, Reply unused) {
    return Json.object().put("Id", entry.path("Id").asText());
  }

  private ObjectNode receive(LocalQueue queue, JsonNode input) throws InterruptedException {
    Duration invisible =
        input.has("VisibilityTimeout")
            ? Duration.ofSeconds(input.path("VisibilityTimeout").asInt())
            : queue.visibilityTimeout();
    List<Message> received =
        queues.receive(
            queue,
            input.path("MaxNumberOfMessages").asInt(1),
            invisible,
            Duration.ofSeconds(input.path("WaitTimeSeconds").asInt(0)));
    var output = Json.object();
    var messages = output.putArray("Messages");
    received.forEach(message -> messages.add(message(message)));
    return output;
  }

  private static ObjectNode message(Message message) {
    var json =
        Json.object()
            .put("MessageId", message.id())
            .put("ReceiptHandle", message.receipt())
            .put("MD5OfBody", message.md5())
            .put("Body", message.body());
    json.set("Attributes", systemAttributes(message));
    json.set("MessageAttributes", message.attributes());
    return json;
  }

  /// What SQS itself knows about a message; the event of a queue has the same.
  public static ObjectNode systemAttributes(Message message) {
    var attributes = timesAndCounts(message);
    return message.place().isInGroup()
        ? attributes
            .put("MessageGroupId", message.place().group())
            .put("MessageDeduplicationId", message.place().deduplicationId())
            .put("SequenceNumber", sequenceNumber(message))
        : attributes;
  }

  private static ObjectNode timesAndCounts(Message message) {
    return Json.object()
        .put("ApproximateReceiveCount", Integer.toString(message.receiveCount()))
        .put("SentTimestamp", Long.toString(message.sentAt()))
        .put("SenderId", "local")
        .put("ApproximateFirstReceiveTimestamp", Long.toString(message.firstReceivedAt()));
  }

  private static Reply delete(LocalQueue queue, JsonNode input) {
    queue.delete(input.path("ReceiptHandle").asText());
    return Reply.json(200, Json.object());
  }

  private static Reply hide(LocalQueue queue, JsonNode input) {
    queue.hide(
        input.path("ReceiptHandle").asText(),
        Duration.ofSeconds(input.path("VisibilityTimeout").asInt()));
    return Reply.json(200, Json.object());
  }

  private static Reply purge(LocalQueue queue) {
    queue.purge();
    return Reply.json(200, Json.object());
  }

  private static ObjectNode attributes(LocalQueue queue) {
    LocalQueue.Depth depth = queue.depth();
    var output = Json.object();
    var attributes = output.putObject("Attributes").put("QueueArn", queue.arn());
    attributes.put("ApproximateNumberOfMessages", Integer.toString(depth.waiting()));
    attributes.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(depth.taken()));
    attributes.put("ApproximateNumberOfMessagesDelayed", Integer.toString(depth.delayed()));
    attributes.put("VisibilityTimeout", Long.toString(queue.visibilityTimeout().toSeconds()));
    return output;
  }
}
