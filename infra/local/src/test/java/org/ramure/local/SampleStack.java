// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.ramure.local.http.Json;
import org.ramure.local.sample.SampleAssembly;

/// A running stack of the sample template, and what tests do with it.
final class SampleStack implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String WATCHED = "SampleData-Watched";
  private static final String SEEN = "SampleData-Seen";

  final LocalStack stack;
  private final HttpClient client = HttpClient.newHttpClient();

  private SampleStack(LocalStack stack) {
    this.stack = stack;
  }

  static SampleStack start(Path folder) throws IOException, InterruptedException {
    Path assembly = SampleAssembly.writeTo(folder.resolve("cdk.out"));
    var options =
        Options.of(assembly, folder.resolve("state")).withRetryDelay(Duration.ofMillis(20));
    return new SampleStack(LocalStack.start(options, unused -> {}));
  }

  HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return post(URI.create(stack.api() + path), type, body);
  }

  HttpResponse<String> postTo(String uri, String json) throws IOException, InterruptedException {
    return post(URI.create(uri), "application/json", json);
  }

  private HttpResponse<String> post(URI uri, String type, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  void put(String pk, String sk, String text) throws IOException, InterruptedException {
    ObjectNode input = Json.object().put("TableName", WATCHED);
    ObjectNode item = input.putObject("Item");
    item.putObject("pk").put("S", pk);
    item.putObject("sk").put("S", sk);
    item.putObject("text").put("S", text);
    stack.dynamoDbCalls().call("PutItem", input);
  }

  /// What the function wrote down about events of this kind, in the order of the records.
  ///
  /// @param prefix of the texts that are meant; others may have been there before
  List<String> seen(String kind, String prefix) throws IOException, InterruptedException {
    ObjectNode input =
        Json.object().put("TableName", SEEN).put("KeyConditionExpression", "pk = :kind");
    input.putObject("ExpressionAttributeValues").putObject(":kind").put("S", kind);
    var texts = new ArrayList<String>();
    for (JsonNode item : stack.dynamoDbCalls().call("Query", input).path("Items")) {
      String text = item.path("text").path("S").asText();
      if (text.startsWith(prefix)) {
        texts.add(text);
      }
    }
    return texts;
  }

  /// Calls a service by its target, as the SDKs' JSON protocols do.
  JsonNode target(String target, String name, String value)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stack.services())
            .header("X-Amz-Target", target)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(Json.bytes(Json.object().put(name, value))))
            .build();
    return Json.read(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  void awaitQuiet() throws TimeoutException {
    stack.awaitQuiet(PATIENCE);
  }

  @Override
  public void close() {
    client.shutdownNow();
    stack.close();
  }
}
