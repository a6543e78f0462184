// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.dynamodb.Fault;
import org.ramure.local.tour.Customer.Statement;
import org.ramure.local.tour.RealStack.Moment;

/// One person's orders come all at the same moment: those that meet wait their turn.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class HotMemberTest {
  private static final int ORDERS = 12;

  private final RealStack real;

  HotMemberTest(RealStack real) {
    this.real = real;
  }

  /// DynamoDB Local lets no two transactions meet, so that they do is injected.
  @Test
  void orders_that_meet_wait_their_turn_and_each_counts_once() throws Exception {
    var customer = real.join("Euphrasie").getFirst();
    var ledger = Fault.on("TransactWriteItems").table(real.table("Ledger"));
    var meetings = real.stack.proxy().inject(ledger.conflict().times(3));

    real.untilTaken(orders(customer));
    real.awaitQuiet();

    assertThat(meetings.hits()).isEqualTo(3);
    assertEachCountsOnce(customer.statement());
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void even_if_the_function_dies_while_some_wait(Moment moment) throws Exception {
    var customer = real.join("Leopoldine").getFirst();
    var kills = real.kill("points-accrual", real.calls("TransactWriteItems", "Ledger"), 3, moment);

    real.untilTaken(orders(customer));
    real.awaitQuiet();

    assertThat(kills).hasValue(1);
    assertEachCountsOnce(customer.statement());
  }

  private static List<ShopifyOrder> orders(Customer customer) {
    return Stream.generate(() -> Brand.order(customer, Brand.TOWELS)).limit(ORDERS).toList();
  }

  /// 45 points each; how many vouchers a mint finds points for depends on when it looks.
  private static void assertEachCountsOnce(Statement statement) {
    assertThat(Collections.frequency(statement.entries(), "ACCRUE +45")).isEqualTo(ORDERS);
    assertThat(statement.available()).isEqualTo(ORDERS * 45 - 3 * 150);
    assertThat(statement.vouchers()).containsExactly(1000L, 1000L, 1000L);
  }
}
