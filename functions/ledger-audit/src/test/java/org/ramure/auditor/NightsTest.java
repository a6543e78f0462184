// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The audit of all books: a message for each walk, and each message goes a stretch.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightsTest {

  private static final String SCHEDULED = "{\"scheduledTime\":\"2026-03-15T02:30:00Z\"}";

  private final DynamoDbClient client;
  private final Trade trade;
  private final HonestYear year;

  NightsTest(DynamoDbClient client, TableNames names) {
    this.client = client;
    trade = new Trade(client, names);
    year = HonestYear.of(trade);
  }

  @Test
  void the_schedule_begins_every_walk() {
    trade.queued.clear();
    Trade.call(trade.auditor(50), SCHEDULED);
    assertThat(trade.queued.stream().map(AuditQueue::parse))
        .containsExactly("accounts", "purchases", "vouchers", "messages");
  }

  @Test
  void a_walk_goes_on_where_its_message_ended_and_sees_everything_once() {
    var inOne = night(trade.auditor(500));
    var inMany = night(trade.impatient(7));
    assertThat(inOne.messages()).hasSize(4);
    assertThat(inMany.messages()).hasSizeGreaterThan(12);
    assertThat(inMany.audited()).isEqualTo(inOne.audited()).isEqualTo(3 + 12 + 5);
  }

  @Test
  void right_books_are_no_alarm() {
    var night = night(trade.auditor(500));
    assertThat(night.metric("AuditDifferences")).isZero();
    assertThat(night.events("audit.difference")).isEmpty();
  }

  @Test
  void differences_are_an_alarm_and_named_in_the_log_without_anything_personal() {
    var forger = new Forger(client, trade);
    var honest = forger.copy();
    forger.set(forger.account(year.louis()), "debt", 7);
    forger.set(forger.of(year.open()), "state", "LOST");
    var night = night(trade.auditor(500));
    forger.restore(honest);
    assertThat(night.metric("AuditDifferences")).isEqualTo(4);
    assertThat(night.events("audit.difference"))
        .extracting(line -> line.path("member").asText() + " " + line.path("problem").asText())
        .containsExactlyInAnyOrder(
            "louis debt-differs",
            "louis not-conserved",
            "camille candidate-without-voucher",
            "nobody item-unreadable");
    assertThat(night.lines().toString())
        .doesNotContain("@example.com", year.open().hash(), "not logged");
  }

  @Test
  void a_message_that_makes_no_sense_is_left_in_the_queue() {
    assertThat(Trade.call(trade.auditor(50), messages("{\"audit\":\"nowhere\"}")))
        .hasToString("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"}]}");
  }

  private record Night(List<String> messages, List<String> lines) {

    List<JsonNode> events(String event) {
      return lines.stream()
          .map(Json::tree)
          .filter(line -> line.path("event").asText().equals(event))
          .toList();
    }

    long metric(String name) {
      return lines.stream().map(Json::tree).mapToLong(line -> line.path(name).asLong()).sum();
    }

    long audited() {
      return metric("AuditedItems");
    }
  }

  /// Until no message is left, one by one.
  private Night night(LedgerAuditHandler auditor) {
    trade.queued.clear();
    var messages = new ArrayList<String>();
    var lines =
        Log.capture(
            () -> {
              Trade.call(auditor, SCHEDULED);
              while (!trade.queued.isEmpty()) {
                var message = trade.queued.removeFirst();
                messages.add(message);
                var answer = Trade.call(auditor, messages(message));
                assertThat(answer.path("batchItemFailures")).isEmpty();
              }
            });
    return new Night(messages, lines);
  }

  private static String messages(String body) {
    return Json.text(
        java.util.Map.of(
            "Records",
            List.of(java.util.Map.of("messageId", "m-0", "body", body, "eventSource", "aws:sqs"))));
  }
}
