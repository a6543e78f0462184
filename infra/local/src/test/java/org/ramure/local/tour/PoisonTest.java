// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.http.Json;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.tour.Customer.Statement;

/// An item that no function can read, in the middle of those that they can.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class PoisonTest {
  private final RealStack real;
  private final LocalQueue deadLetters;

  PoisonTest(RealStack real) {
    this.real = real;
    this.deadLetters = real.stack.queues().get("AccrualDeadLetters");
  }

  @BeforeEach
  void no_dead_letters() {
    deadLetters.purge();
  }

  @Test
  void a_purchase_that_cannot_be_read_ends_in_the_dead_letters_and_the_others_count()
      throws Exception {
    var partition = "tradition-des-vosges#PURCHASE#vosges-web#" + Brand.number();
    assertThat(deadLettersOf(partition))
        .singleElement()
        .extracting(letter -> letter.path("purchase").asText())
        .isEqualTo(partition);
  }

  @Test
  void a_record_that_is_no_purchase_ends_in_the_dead_letters_and_the_others_count()
      throws Exception {
    assertThat(deadLettersOf("nobody knows " + Brand.number()))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.at("/requestContext/condition").asText())
                  .isEqualTo("RetryAttemptsExhausted");
              assertThat(note.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
            });
  }

  /// What is given up, of a poisonous item that comes while a customer orders.
  private List<JsonNode> deadLettersOf(String partition) throws Exception {
    var customer = real.join("Gontran").getFirst();
    var orders = Brand.fourOrdersEach(List.of(customer));
    real.untilTaken(orders.subList(0, 2));
    poison(partition);
    real.untilTaken(orders.subList(2, 4));
    real.awaitQuiet();
    assertThat(customer.statement()).isEqualTo(Statement.OF_FOUR_ORDERS);
    return deadLetters.peek(10).stream().map(message -> Json.read(message.body())).toList();
  }

  private void poison(String partition) throws Exception {
    var input = Json.object().put("TableName", real.table("Purchases"));
    var item = input.putObject("Item");
    item.putObject("pk").put("S", partition);
    item.putObject("sk").put("S", "ORDER");
    item.putObject("receivedAt").put("S", "one of these days");
    real.stack.dynamoDbCalls().call("PutItem", input);
  }
}
