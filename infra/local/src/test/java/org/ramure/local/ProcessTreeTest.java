// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.http.Json;
import org.ramure.local.sample.SampleAssembly;

/// The stack as a process of its own, as people start it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcessTreeTest {
  @TempDir Path folder;

  @Test
  void kill_9_leaves_no_child_behind_and_the_next_start_goes_on() throws Exception {
    Path assembly = SampleAssembly.writeTo(folder.resolve("cdk.out"));
    Process first = startMain(assembly);
    URI api = ready(first);
    put("before the end");
    assertThat(post(api).statusCode()).isEqualTo(200);
    List<ProcessHandle> children = first.toHandle().descendants().toList();
    assertThat(children).as("DynamoDB Local and the function").hasSizeGreaterThanOrEqualTo(2);

    first.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(60, TimeUnit.SECONDS);
    }

    Process second = startMain(assembly);
    ready(second);
    assertThat(items().toString()).contains("before the end");
    second.destroy();
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).as("ends when asked to").isTrue();
  }

  @Test
  void a_second_stack_on_the_same_folder_is_told_so() throws Exception {
    Path assembly = SampleAssembly.writeTo(folder.resolve("cdk.out"));
    var options = Options.of(assembly, folder.resolve("state"));
    try (LocalStack stack = LocalStack.start(options, unused -> {})) {
      assertThat(stack.api()).isNotNull();
      assertThatIllegalStateException()
          .isThrownBy(() -> LocalStack.start(options, unused -> {}))
          .withMessageContaining("Another local stack is using");
    }
    LocalStack.start(options, unused -> {}).close();
  }

  private Process startMain(Path assembly) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dport=0",
            "-Dtour=false",
            "-Dassembly=" + assembly,
            "-Dstate=" + folder.resolve("state"),
            "-Dendpoints=" + folder.resolve("endpoints.json"),
            "-cp",
            System.getProperty("java.class.path"),
            "org.ramure.local.Main")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static URI ready(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    assertThat(line).startsWith("READY http://127.0.0.1:");
    return URI.create(line.substring("READY ".length()));
  }

  private void put(String text) throws IOException, InterruptedException {
    try (var dynamoDb = calls()) {
      var input = Json.object().put("TableName", "SampleData-Watched");
      var item = input.putObject("Item");
      item.putObject("pk").put("S", "kept");
      item.putObject("sk").put("S", "ORDER");
      item.putObject("text").put("S", text);
      dynamoDb.call("PutItem", input);
    }
  }

  private JsonNode items() throws IOException, InterruptedException {
    try (var dynamoDb = calls()) {
      return dynamoDb.call("Scan", Json.object().put("TableName", "SampleData-Watched"));
    }
  }

  private DynamoDbCalls calls() throws IOException {
    JsonNode endpoints = Json.read(Files.readAllBytes(folder.resolve("endpoints.json")));
    URI dynamoDb = URI.create(endpoints.path("dynamodb").asText());
    return new DynamoDbCalls(dynamoDb, Credentials.REGION);
  }

  private static HttpResponse<String> post(URI api) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(api + "/do/anything"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
