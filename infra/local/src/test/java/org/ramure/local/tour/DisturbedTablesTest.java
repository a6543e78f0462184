// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.dynamodb.ArmedFault;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.Fault;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Customer.Statement;
import org.ramure.local.tour.ShopifyOrder.Item;

/// What AWS does now and then and DynamoDB Local never: here to every third write of accounts,
/// ratings and vouchers.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class DisturbedTablesTest {
  private static final double EVERY_THIRD = 1.0 / 3;
  private static final Item APRON = new Item("TA-COT-01", "Tablier en coton", 1, "30.00");

  private final RealStack real;

  DisturbedTablesTest(RealStack real) {
    this.real = real;
  }

  enum Disturbance {
    CONFLICT(CallPattern::conflict),
    THROTTLE(CallPattern::throttle),
    ANSWER_LOST(CallPattern::dropAnswerAfterSuccess),
    ERROR_AFTER_SUCCESS(CallPattern::failAfterSuccess);

    private final Function<CallPattern, Fault> fault;

    Disturbance(Function<CallPattern, Fault> fault) {
      this.fault = fault;
    }
  }

  private ArmedFault disturb(Disturbance disturbance, String operation, String table) {
    var calls = real.calls(operation, table);
    return real.stack
        .proxy()
        .inject(disturbance.fault.apply(calls).withProbability(EVERY_THIRD, 3));
  }

  @ParameterizedTest
  @EnumSource
  void repeated_and_reordered_webhooks_count_once(Disturbance disturbance) throws Exception {
    var customers = real.join("Zenobie", "Theodule");
    var fault = disturb(disturbance, "TransactWriteItems", "Ledger");
    RealStack.atOnce(inAnyOrder(customers));
    real.awaitQuiet();
    assertThat(fault.hits()).as("disturbed").isPositive();
    real.stack.proxy().calm();
    assertThat(customers)
        .extracting(Customer::statement)
        .extracting(Statement::available, s -> sum(s.entries()), Statement::vouchers)
        .containsOnly(tuple(75L, 75L, List.of(1000L)));
  }

  private static long sum(List<String> entries) {
    return entries.stream().mapToLong(e -> Long.parseLong(e.split(" ")[1])).sum();
  }

  /// 180 points of four orders, and 75 − 30 of a fifth of which one line goes back; each message
  /// twice, and the refund perhaps before its sale.
  private List<Callable<Answer>> inAnyOrder(List<Customer> customers) {
    var shop = real.brand.shop();
    var messages = new ArrayList<Supplier<Answer>>();
    for (var order : Brand.fourOrdersEach(customers)) {
      messages.add(() -> shop.created(order));
      messages.add(() -> shop.paid(order));
    }
    for (var customer : customers) {
      var order = Brand.order(customer, Brand.TOWELS, APRON);
      messages.add(() -> shop.paid(order));
      messages.add(() -> shop.refunded(order, order.id() + 5, 1, 1));
    }
    messages.addAll(List.copyOf(messages));
    Collections.shuffle(messages, new Random(11));
    return messages.stream()
        .<Callable<Answer>>map(message -> () -> RealStack.untilAnswered(message))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void of_many_baskets_one_uses_the_voucher(Disturbance disturbance) throws Exception {
    var code = real.voucherOf(real.join("Philomene").getFirst());
    var fault = disturb(disturbance, "UpdateItem", "Vouchers");
    var answers =
        RealStack.atOnce(
            IntStream.range(0, 12)
                .<Callable<Answer>>mapToObj(
                    i -> () -> RealStack.untilAnswered(() -> redeem(i, code)))
                .toList());
    assertThat(fault.hits()).as("disturbed").isPositive();
    real.stack.proxy().calm();

    assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
    var winners =
        IntStream.range(0, answers.size()).filter(i -> answers.get(i).status() == 201).boxed();
    assertThat(winners)
        .singleElement()
        .satisfies(
            winner ->
                assertThat(redeem(winner, code).text("/id"))
                    .isEqualTo(answers.get(winner).text("/id")));
  }

  /// Web shop and till in turn, each with a basket of its own.
  private Answer redeem(int racer, String code) {
    var caller = racer % 2 == 0 ? real.brand.web() : real.brand.till();
    return caller.post("/v1/vouchers/redemptions", PlayedDay.use(code, "racer-" + racer, 4500));
  }
}
