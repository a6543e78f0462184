// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.tour.Raw.Answered;

/// Fifty deliveries at the same moment. A shop gives up after five seconds and delivers again.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class ManyDeliveriesTest {

  private static final int DELIVERIES = 50;
  private static final Duration AS_LONG_AS_A_SHOP_WAITS = Duration.ofSeconds(5);

  private final RealStack real;

  ManyDeliveriesTest(RealStack real) {
    this.real = real;
  }

  @Test
  void of_as_many_orders_are_all_taken_and_each_counts_once() throws Exception {
    var customers = real.join("Hermine", "Irmengard", "Kunigunde", "Liutgard", "Mechthild");
    var orders =
        customers.stream()
            .flatMap(
                customer ->
                    Stream.generate(() -> Brand.order(customer, Brand.TOWELS))
                        .limit(DELIVERIES / customers.size()))
            .map(this::body)
            .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
    Collections.shuffle(orders, new Random(3));
    assertThat(delivered(orders)).extracting(Answered::status).containsOnly(200);
    real.awaitQuiet();
    assertThat(customers)
        .extracting(Customer::statement)
        .allSatisfy(
            statement -> {
              assertThat(statement.available()).isZero();
              assertThat(statement.vouchers()).containsExactly(1000L, 1000L, 1000L);
              assertThat(statement.entries()).filteredOn("ACCRUE +45"::equals).hasSize(10);
            });
  }

  @Test
  void of_the_same_order_are_all_taken_and_count_once() throws Exception {
    var customer = real.join("Notburga").getFirst();
    var body = body(Brand.order(customer, Brand.TOWELS));
    var answers = delivered(Collections.nCopies(DELIVERIES, body));
    assertThat(answers).extracting(Answered::status).containsOnly(200);
    assertThat(answers)
        .extracting(answer -> answer.text("outcome"))
        .isSubsetOf("stored", "unchanged");
    real.awaitQuiet();
    assertThat(customer.statement().entries()).containsExactly("ACCRUE +45");
  }

  @Test
  void of_the_same_message_that_cannot_be_used_are_all_kept_and_wait_once() throws Exception {
    var noise = ("{\"order\": " + Brand.number()).getBytes(StandardCharsets.UTF_8);
    var answers = delivered(Collections.nCopies(DELIVERIES, noise));
    assertThat(answers).extracting(Answered::status).containsOnly(202);
    var id = answers.getFirst().text("id");
    assertThat(answers).extracting(answer -> answer.text("id")).containsOnly(id);
    var page = real.brand.admin().get("/v1/quarantine?source=vosges-web&limit=100").body();
    assertThat(page.path("entries").findValuesAsText("id")).filteredOn(id::equals).hasSize(1);
  }

  private byte[] body(ShopifyOrder order) {
    return order
        .body(real.brand.shop().order(), ShopifyOrder.Status.PAID, 5)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<Answered> delivered(List<byte[]> bodies) throws Exception {
    try (var raw = Raw.to(real).giveUpAfter(AS_LONG_AS_A_SHOP_WAITS)) {
      return RealStack.atOnce(
          IntStream.range(0, bodies.size())
              .<Callable<Answered>>mapToObj(i -> () -> deliver(raw, bodies.get(i)))
              .toList());
    }
  }

  private Answered deliver(Raw raw, byte[] body) {
    var headers = real.brand.shop().headers("orders/paid", body);
    long deadline = System.nanoTime() + RealStack.PATIENCE.toNanos();
    while (true) {
      try {
        return raw.send("POST", "/v1/sources/vosges-web/webhooks", headers, body);
      } catch (UncheckedIOException gaveUp) {
        assertThat(gaveUp).hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(System.nanoTime()).as("taken in time").isLessThan(deadline);
      }
    }
  }
}
