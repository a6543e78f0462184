// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.ramure.local.LocalStack;
import org.ramure.local.Options;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.Outcome;
import org.ramure.local.template.Resource;
import org.ramure.local.tour.Api;
import org.ramure.local.tour.Api.Caller;
import org.ramure.local.tour.Operator;
import org.ramure.local.tour.Programme;
import org.ramure.local.tour.Shop;
import org.ramure.local.tour.Story;

/// The stack that runs at the moment, and who calls it. Another start goes on with the same state,
/// at other addresses.
final class Town implements AutoCloseable {

  private final Options options;
  private final Path root;
  private final Programme programme;
  private volatile Open open;

  /// Everybody, at the addresses of this start.
  record Open(LocalStack stack, Api api, Shop shop, Caller web, Caller till, Caller admin) {

    /// As whoever may invoke functions does, for as long as the function may take.
    JsonNode invoke(String function, JsonNode command) throws InterruptedException {
      var outcome = stack.functions().get(function).invoke(Json.bytes(command));
      return switch (outcome) {
        case Outcome.Answered(byte[] answer) -> Json.read(new String(answer, UTF_8));
        case Outcome.Failed failed ->
            throw new IllegalStateException(function + " failed: " + failed.text());
      };
    }

    /// @param word of the table in the template, as Ledger
    String table(String word) {
      return stack.tables().all().stream()
          .map(Resource::name)
          .filter(name -> name.contains(word))
          .findFirst()
          .orElseThrow();
    }
  }

  private Town(Options options, Path root, Programme programme, LocalStack stack) {
    this.options = options;
    this.root = root;
    this.programme = programme;
    this.open = at(stack);
  }

  /// @param root of the project
  /// @param state what was there is forgotten
  static Town found(Path root, Path state) throws IOException, InterruptedException {
    var options =
        Options.of(root.resolve("infra/cdk/target/cdk.out"), state)
            .withRetryDelay(Duration.ofMillis(100));
    var stack = LocalStack.start(options.withWipe(true), _ -> {});
    try {
      var silent = new Story(new PrintStream(OutputStream.nullOutputStream(), true));
      var programme =
          Programme.publish(
              new Api(stack.api()),
              Operator.of(stack.services()),
              document(root, state.resolve("chaos.json")),
              silent);
      return new Town(options, root, programme, stack);
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// The reference programme, with tills that hold a voucher for a minute only.
  private static Path document(Path root, Path to) throws IOException {
    var fixture = root.resolve("test-fixtures/programmes/tradition-des-vosges.json");
    var document = (ObjectNode) Api.tree(Files.readString(fixture));
    document.withObject("/reservations").put("tillMinutes", 1);
    return Files.writeString(to, document.toString());
  }

  private Open at(LocalStack stack) {
    var api = new Api(stack.api());
    return new Open(
        stack,
        api,
        new Shop(
            api,
            Programme.SHOP,
            programme.shopSecret(),
            root.resolve("events/purchase-ingestion/shopify")),
        api.as(programme.shopKey()),
        api.as(programme.tillKey()),
        api.as(programme.adminKey()));
  }

  Open open() {
    return open;
  }

  Path logs() {
    return options.state().resolve("logs");
  }

  /// Ends everything in the middle of whatever it does, and starts again.
  void restart() throws IOException, InterruptedException {
    open.stack().close();
    open = at(LocalStack.start(options, _ -> {}));
  }

  /// The same, after the tables died first.
  void cutPower() throws IOException, InterruptedException {
    open.stack().dynamoDbProcess().destroyForcibly();
    restart();
  }

  @Override
  public void close() {
    open.stack().close();
  }
}
