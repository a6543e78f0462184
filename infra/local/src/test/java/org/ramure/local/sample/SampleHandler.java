// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.http.Json;

/// The function that the tests run: it writes down what it saw, and fails when told to.
public final class SampleHandler implements RequestStreamHandler {
  private final DynamoDbCalls dynamoDb =
      new DynamoDbCalls(
          URI.create(System.getenv("AWS_ENDPOINT_URL_DYNAMODB")), System.getenv("AWS_REGION"));

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = Json.read(input.readAllBytes());
    try {
      output.write(Json.bytes(answer(event)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode answer(JsonNode event) throws IOException, InterruptedException {
    if (event.has("routeKey")) {
      return http(event);
    }
    if (event.has("Records")) {
      return batch(event.path("Records"));
    }
    see("direct", UUID.randomUUID().toString(), event.toString());
    if (event.path("fail").asBoolean()) {
      throw new IllegalStateException("told to fail");
    }
    return event;
  }

  private JsonNode http(JsonNode event) throws IOException, InterruptedException {
    switch (event.path("pathParameters").path("what").asText()) {
      case "hang" -> {
        see("hang", "here", event.path("body").asText(""));
        new CountDownLatch(1).await();
      }
      case "throw" -> throw new IllegalStateException("told to throw");
      case "environment" -> {
        var variables = Json.object();
        System.getenv().forEach(variables::put);
        return variables;
      }
      case "answer" -> {
        return Json.read(event.path("body").asText());
      }
      default -> {
        // Seen in the answer.
      }
    }
    return Json.object().put("statusCode", 200).put("body", event.toString());
  }

  private JsonNode batch(JsonNode records) throws IOException, InterruptedException {
    var answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    for (JsonNode record : records) {
      String text = record.path("body").asText(record.at("/dynamodb/NewImage/text/S").asText());
      if (text.startsWith("throws")) {
        throw new IllegalStateException("told to throw by a record");
      }
      String id = record.path("messageId").asText(record.at("/dynamodb/SequenceNumber").asText());
      if (text.startsWith("fails")) {
        failures.addObject().put("itemIdentifier", id);
      } else {
        see(record.path("eventSource").asText(), id, text);
      }
    }
    return answer;
  }

  private void see(String pk, String sk, String text) throws IOException, InterruptedException {
    ObjectNode input = Json.object().put("TableName", System.getenv("SEEN_TABLE"));
    ObjectNode item = input.putObject("Item");
    item.putObject("pk").put("S", pk);
    item.putObject("sk").put("S", sk);
    item.putObject("text").put("S", text);
    dynamoDb.call("PutItem", input);
  }
}
