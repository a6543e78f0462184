// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
    StackProcess first = StackProcess.start(assembly, folder);
    put(first, "before the end");
    assertThat(post(first).statusCode()).isEqualTo(200);
    assertThat(first.kill()).as("DynamoDB Local and the function").isGreaterThanOrEqualTo(2);

    StackProcess second = StackProcess.start(assembly, folder);
    assertThat(items(second).toString()).contains("before the end");
    second.stop();
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

  private static void put(StackProcess stack, String text) throws Exception {
    try (var dynamoDb = calls(stack)) {
      var input = Json.object().put("TableName", "SampleData-Watched");
      var item = input.putObject("Item");
      item.putObject("pk").put("S", "kept");
      item.putObject("sk").put("S", "ORDER");
      item.putObject("text").put("S", text);
      dynamoDb.call("PutItem", input);
    }
  }

  private static JsonNode items(StackProcess stack) throws Exception {
    try (var dynamoDb = calls(stack)) {
      return dynamoDb.call("Scan", Json.object().put("TableName", "SampleData-Watched"));
    }
  }

  private static DynamoDbCalls calls(StackProcess stack) throws IOException {
    return new DynamoDbCalls(stack.endpoint("dynamodb"), Credentials.REGION);
  }

  private static HttpResponse<String> post(StackProcess stack)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(stack.endpoint("api") + "/do/anything"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
