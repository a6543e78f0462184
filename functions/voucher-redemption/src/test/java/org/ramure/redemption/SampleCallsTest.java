// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Json;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The calls of {@code events/voucher-redemption} tell the life of one voucher, as the gateway
/// hands them over; each gets the answer beside it.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SampleCallsTest {

  private static final Path SAMPLES = Path.of("..", "..", "events", "voucher-redemption");
  private static final String ANSWER = ".answer.json";

  private static final List<String> STORY =
      List.of(
          "check",
          "reserve",
          "redeem.held-by-the-web",
          "renew",
          "commit.loss-not-accepted",
          "commit",
          "redeem.already-used",
          "reserve.already-used-at-a-shop",
          "release.already-used",
          "reversal",
          "reserve.given-back",
          "redeem",
          "release",
          "reserve.bad-total");

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer(DynamoDbClient client, TableNames names) {
    var counter = new Counter(client, LocalTables.create(client, names.prefix()));
    counter.voucher(1001);
    return STORY.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertAnswered(counter, name)));
  }

  private static void assertAnswered(Counter counter, String name) {
    var answer = counter.handle(read(name + ".json"));
    var status = answer.status();
    Object told =
        answer.text().isEmpty()
            ? Map.of("status", status)
            : Map.of("status", status, "body", answer.body());
    assertThat(Json.tree(Json.bytes(told))).isEqualTo(read(name + ANSWER));
  }

  private static JsonNode read(String file) {
    return Json.tree(Counter.read(SAMPLES.resolve(file)));
  }

  @Test
  void every_sample_is_part_of_the_story() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      var names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> !file.endsWith(ANSWER))
              .map(file -> file.replaceFirst("\\.json$", ""));
      assertThat(names).containsExactlyInAnyOrderElementsOf(STORY);
    }
  }
}
