// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.LocalStack;
import org.ramure.local.Options;
import org.ramure.local.http.Json;
import org.ramure.local.template.Resource;

/// Items that an earlier version has written, read and carried on by this one. The items are a
/// played day, as the functions of that commit left it in the tables; `README.md` beside them says
/// how more are made.
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpgradeTest {

  private static final Path ITEMS = Path.of("src/test/resources/upgrade/e48d9ba");

  @TempDir Path folder;

  @Test
  void what_an_earlier_version_wrote_is_read_and_goes_on() throws Exception {
    try (var stack = LocalStack.start(Options.of(RealStack.ASSEMBLY, folder), _ -> {})) {
      List<Path> files = files();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        load(stack, file);
      }
      stack.awaitQuiet(RealStack.PATIENCE);
      assertBooksAgree(stack);
      assertThat(invoke(stack, "nightly-sweep", Map.of()).path("queued").asInt())
          .as("nothing looks unrated")
          .isZero();

      int before = entries(stack);
      var admin = admin(stack);
      for (String sale : salesOfTheTill()) {
        var path = "/v1/sources/" + Programme.TILL + "/purchases/" + sale + "/cancellation";
        var cancelled = admin.put(path, Map.of("cancelledAt", Instant.now().toString()));
        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(200);
      }
      stack.awaitQuiet(RealStack.PATIENCE);
      assertBooksAgree(stack);
      assertThat(entries(stack)).as("points were taken back").isGreaterThan(before);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(ITEMS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static void load(LocalStack stack, Path file) throws IOException, InterruptedException {
    var table = table(stack, file.getFileName().toString().replace(".json", ""));
    for (JsonNode item : items(file)) {
      var put = Json.object().put("TableName", table);
      put.set("Item", item);
      var _ = stack.dynamoDbCalls().call("PutItem", put);
    }
  }

  private static String table(LocalStack stack, String word) {
    return stack.tables().all().stream()
        .map(Resource::name)
        .filter(name -> name.contains(word))
        .findFirst()
        .orElseThrow();
  }

  private static int entries(LocalStack stack) throws IOException, InterruptedException {
    var scan = Json.object().put("TableName", table(stack, "Ledger")).put("Select", "COUNT");
    return stack.dynamoDbCalls().call("Scan", scan).path("Count").asInt();
  }

  private static List<JsonNode> items(Path file) {
    try {
      var items = Json.read(Files.readAllBytes(file));
      return StreamSupport.stream(items.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> salesOfTheTill() {
    return items(ITEMS.resolve("Purchases.json")).stream()
        .filter(item -> item.at("/sk/S").asText().equals("ORDER"))
        .map(item -> item.at("/pk/S").asText())
        .filter(pk -> pk.contains("#PURCHASE#" + Programme.TILL + "#"))
        .map(pk -> pk.replaceFirst(".*#PURCHASE#" + Programme.TILL + "#", ""))
        .toList();
  }

  private static Api.Caller admin(LocalStack stack) {
    var asked = Map.of("command", "createAdminKey", "programme", Programme.ID);
    return new Api(stack.api()).as(invoke(stack, "programme-admin", asked).path("key").asText());
  }

  private static JsonNode invoke(LocalStack stack, String function, Map<String, String> command) {
    return Operator.of(stack.services()).invoke(function, Api.JSON.valueToTree(command));
  }

  private static void assertBooksAgree(LocalStack stack) {
    var report = invoke(stack, "ledger-audit", Map.of("programme", Programme.ID));
    assertThat(report.path("differences").asInt()).as(report.toPrettyString()).isZero();
    assertThat(report.at("/audited/purchases").asInt()).isPositive();
    assertThat(report.at("/audited/vouchers").asInt()).isPositive();
  }
}
