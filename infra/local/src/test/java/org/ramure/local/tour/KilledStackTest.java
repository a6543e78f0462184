// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.StackProcess;
import org.ramure.local.tour.Customer.Statement;

/// The whole stack dies while orders come in, points are written and vouchers minted.
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledStackTest {
  private static final int ANSWERED_BEFORE_THE_END = 3;

  @TempDir Path folder;

  @Test
  void the_next_start_goes_on_and_every_order_counts_once() throws Exception {
    var first = StackProcess.start(RealStack.ASSEMBLY, folder);
    var brand = Brand.open(first.endpoint("api"), first.endpoint("lambda"));
    var customers = List.of(brand.joins("Zenobie"), brand.joins("Theodule"));
    var orders = Brand.fourOrdersEach(customers);
    var unanswered = unansweredAtTheEnd(first, brand, orders);
    assertThat(unanswered).as("it died in mid-flow").isNotEmpty();

    try (var second = RealStack.start(folder)) {
      second.untilTaken(unanswered);
      second.awaitQuiet();
      assertThat(customers)
          .extracting(customer -> Customer.statement(second.brand.page(customer.id())))
          .containsOnly(Statement.OF_FOUR_ORDERS);
    }
    var secrets = new ArrayList<>(brand.secrets());
    customers.forEach(customer -> secrets.addAll(customer.secrets()));
    RealStack.requireDiscreet(first.log(), secrets);
  }

  /// Sends everything at once, and kills the stack when the first have their answers.
  ///
  /// @return what has to be sent again
  private static List<ShopifyOrder> unansweredAtTheEnd(
      StackProcess stack, Brand brand, List<ShopifyOrder> orders) throws Exception {
    Set<ShopifyOrder> answered = ConcurrentHashMap.newKeySet();
    var enough = new CountDownLatch(ANSWERED_BEFORE_THE_END);
    try (var shop = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var order : orders) {
        shop.execute(
            () -> {
              if (isTaken(brand, order)) {
                answered.add(order);
                enough.countDown();
              }
            });
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(stack.kill()).as("DynamoDB Local and the functions").isGreaterThanOrEqualTo(3);
    }
    return orders.stream().filter(order -> !answered.contains(order)).toList();
  }

  private static boolean isTaken(Brand brand, ShopifyOrder order) {
    try {
      return brand.shop().paid(order).status() == 200;
    } catch (CompletionException noAnswer) {
      return false;
    }
  }
}
