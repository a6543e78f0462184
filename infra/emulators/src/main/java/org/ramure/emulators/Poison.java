// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.ramure.local.http.Json;
import org.ramure.local.tour.Api;

/// Items in the table of purchases that no function can read: tried again, given up, kept in the
/// dead letters, and sent back once they are mended.
final class Poison {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Deployed deployed;
  private final Aws root;
  private final Report report;
  private final String queue;
  private final String deadLetters;

  Poison(Deployed deployed, Report report) {
    this.deployed = deployed;
    this.root = deployed.root();
    this.report = report;
    this.queue = deployed.environment("ACCRUAL_QUEUE_URL");
    this.deadLetters = deployed.environment("ACCRUAL_DEAD_LETTERS_URL");
  }

  /// A record that names nothing: the function cannot even put it into its queue, so the reader of
  /// the stream gives it up.
  void ofTheStream() {
    put("nobody knows " + UUID.randomUUID());
    var note = received();
    report.expect(
        "a record that nobody can read is tried again, given up and noted",
        Optional.of("RetryAttemptsExhausted"),
        note.map(letter -> letter.at("/requestContext/condition").asText()));
  }

  /// A purchase that cannot be read: the function puts it into its queue, which gives it up.
  void ofTheQueue(Api api, String adminKey) {
    // Half a minute for the five tries instead of half an hour.
    setVisibility(2);
    var purchase = "tradition-des-vosges#PURCHASE#vosges-web#" + UUID.randomUUID();
    put(purchase);
    report.holds("a purchase that nobody can read ends in the dead letters", waits(deadLetters));
    delete(purchase);
    var sentBack = api.as(adminKey).post("/v1/dead-letters/accrual/replay", Json.object());
    report.expect("mended, it is sent back", "1", sentBack.text("/sentBack"));
    report.holds(
        "and done", Run.eventually(PATIENCE, () -> count(queue) + count(deadLetters) == 0));
  }

  private boolean waits(String letters) {
    return Run.eventually(PATIENCE, () -> count(letters) > 0);
  }

  private Optional<JsonNode> received() {
    waits(deadLetters);
    var asked = Json.object().put("QueueUrl", deadLetters).put("MaxNumberOfMessages", 1);
    var message = root.json("sqs", "ReceiveMessage", asked).require().json().at("/Messages/0");
    if (message.isMissingNode()) {
      return Optional.empty();
    }
    var done = Json.object().put("QueueUrl", deadLetters);
    done.set("ReceiptHandle", message.path("ReceiptHandle"));
    root.json("sqs", "DeleteMessage", done).require();
    return Optional.of(Json.read(message.path("Body").asText()));
  }

  /// Of messages that wait and of those that somebody has at this moment.
  private int count(String url) {
    var asked = Json.object().put("QueueUrl", url);
    asked.putArray("AttributeNames").add("All");
    var attributes =
        root.json("sqs", "GetQueueAttributes", asked).require().json().path("Attributes");
    return attributes.path("ApproximateNumberOfMessages").asInt()
        + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  private void setVisibility(int seconds) {
    var asked = Json.object().put("QueueUrl", queue);
    asked.putObject("Attributes").put("VisibilityTimeout", Integer.toString(seconds));
    root.json("sqs", "SetQueueAttributes", asked).require();
  }

  private void put(String partition) {
    var input = Json.object().put("TableName", deployed.environment("PURCHASES_TABLE"));
    var item = input.putObject("Item");
    item.putObject("pk").put("S", partition);
    item.putObject("sk").put("S", "ORDER");
    item.putObject("receivedAt").put("S", "one of these days");
    root.json("dynamodb", "PutItem", input).require();
  }

  private void delete(String partition) {
    var input = Json.object().put("TableName", deployed.environment("PURCHASES_TABLE"));
    var key = input.putObject("Key");
    key.putObject("pk").put("S", partition);
    key.putObject("sk").put("S", "ORDER");
    root.json("dynamodb", "DeleteItem", input).require();
  }
}
