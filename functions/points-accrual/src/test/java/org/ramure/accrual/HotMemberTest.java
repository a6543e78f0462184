// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.dynamodb.Usage;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Many purchases of one member at the same time: each tries at once, whoever loses waits in line.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HotMemberTest {

  private static final int CALLERS = 16;

  private final DynamoDbProxy proxy;
  private final DynamoDbClient client;
  private final TableNames names;
  private Loop loop;
  private MemberId camille = new MemberId("camille");

  HotMemberTest(DynamoDbProxy proxy, DynamoDbClient client, TableNames names) {
    this.proxy = proxy;
    this.client = client;
    this.names = names;
    this.loop = new Loop(client, names);
  }

  @BeforeEach
  void camille_has_an_account() {
    loop = new Loop(client, names);
    camille = loop.enrol("camille");
    loop.arrives("0", loop.order("camille", 100));
  }

  @AfterEach
  void nothing_is_left_disturbed() {
    proxy.calm();
  }

  @Test
  void of_sixteen_at_once_one_wins_and_the_others_share_two_transactions() {
    var documents = storeClaimed(CALLERS);
    everybodyReadsBeforeAnybodyWrites(CALLERS);
    var burst = proxy.meter().during(() -> atOnce(documents));
    assertThat(transactions(burst)).as("%s", burst).isEqualTo(CALLERS);
    assertThat(loop.turns.length()).isEqualTo(CALLERS - 1);
    var turns = proxy.meter().during(loop::takeTurns);
    assertThat(transactions(turns)).as("ten, and five: %s", turns).isEqualTo(2);
    assertThat(triesPerPurchase(burst, turns)).isEqualTo(18.0 / 16).isLessThanOrEqualTo(1.5);
    everythingCountedOnce(1 + CALLERS * 10);
  }

  @Test
  void what_a_crowd_costs_is_known() {
    var documents = storeClaimed(CALLERS);
    everybodyReadsBeforeAnybodyWrites(CALLERS);
    var burst = proxy.meter().during(() -> atOnce(documents));
    var turns = proxy.meter().during(loop::takeTurns);
    assertThat(burst.writeUnits()).as("lost ones are paid too").isEqualTo(16 * 6);
    assertThat(turns.writeUnits())
        .as("a rating and an entry each, two accounts, due once there are 150 points")
        .isEqualTo(15 * (2 + 2) + 2 * 2 + 2);
    assertThat(turns.readUnits()).isEqualTo(15 + 2);
    assertThat(turns.calls()).isEqualTo(15 + 2 * 2);
  }

  @Test
  void waiting_costs_two_reads_and_a_turn_what_a_purchase_costs() {
    crowd();
    loop.store("late", loop.order("camille", 1000));
    loop.books.purchases().claim(loop.key("late"), camille, loop.now);
    var wait = proxy.meter().during(() -> loop.accrueAtOnce("late"));
    assertThat(wait.total()).hasToString("2 calls, 2 R, 0 W");
    assertThat(loop.turns.length()).isEqualTo(1);
    var turn = proxy.meter().during(loop::takeTurns);
    assertThat(turn.total()).hasToString("3 calls, 2 R, 6 W");
  }

  @Test
  void whoever_comes_while_others_wait_does_not_even_try() {
    crowd();
    loop.store("late", loop.order("camille", 1000));
    var used = proxy.meter().during(() -> loop.accrueAtOnce("late"));
    assertThat(transactions(used)).isZero();
    assertThat(loop.turns.length()).isEqualTo(1);
    loop.takeTurns();
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 10);
  }

  @Test
  void as_long_as_purchases_keep_coming_each_costs_one_try() {
    crowd();
    var used =
        proxy
            .meter()
            .during(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    loop.now = loop.now.plusSeconds(5);
                    loop.arrives("next-" + i, loop.order("camille", 1000));
                  }
                });
    assertThat(transactions(used)).isEqualTo(20);
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 200);
  }

  @Test
  void when_it_is_calm_again_purchases_are_posted_at_once() {
    crowd();
    loop.now = loop.now.plus(Pace.STAYS_ORDERED);
    loop.store("later", loop.order("camille", 1000));
    loop.accrueAtOnce("later");
    assertThat(loop.turns.length()).isZero();
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 10);
  }

  @Test
  void other_members_notice_nothing() {
    crowd();
    var louis = loop.enrol("louis");
    loop.store("his", loop.order("louis", 1000));
    loop.accrueAtOnce("his");
    assertThat(loop.account(louis).available()).isEqualTo(10);
  }

  @Test
  void whoever_never_met_anybody_leaves_no_mark() {
    assertThat(stored().orderedUntil()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void a_mark_survives_other_writers_of_the_account() {
    loop.arrives("big", loop.order("camille", 20_000));
    crowd();
    var marked = stored().orderedUntil();
    loop.mint(camille);
    assertThat(stored().orderedUntil()).isEqualTo(marked).isAfter(loop.now);
  }

  @Test
  void a_transaction_under_way_is_not_met_twice() {
    loop.store("1", loop.order("camille", 1000));
    proxy.inject(Fault.on("TransactWriteItems").conflict().times(1));
    var used = proxy.meter().during(() -> loop.accrueAtOnce("1"));
    assertThat(transactions(used)).isEqualTo(1);
    loop.takeTurns();
    assertThat(loop.account(camille).available()).isEqualTo(11);
  }

  @Test
  void what_came_for_a_purchase_while_it_waited_is_posted_with_it() {
    crowd();
    loop.store("1", loop.order("camille", 1000));
    loop.accrueAtOnce("1");
    loop.store("1", loop.refund("r", "1", 400));
    loop.accrueAtOnce("1");
    assertThat(loop.turns.length()).isEqualTo(2);
    var used = proxy.meter().during(loop::takeTurns);
    assertThat(transactions(used)).isEqualTo(1);
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 6);
  }

  @Test
  void a_turn_that_meets_another_writer_is_decided_again() {
    loop.arrives("big", loop.order("camille", 20_000));
    crowd();
    loop.store("1", loop.order("camille", 1000));
    loop.accrueAtOnce("1");
    proxy.before("TransactWriteItems", _ -> loop.mint(camille));
    var used = proxy.meter().during(loop::takeTurns);
    assertThat(transactions(used)).as("the mint, in vain, written").isEqualTo(3);
    assertThat(loop.turns.length()).isZero();
    assertThat(loop.account(camille).available()).isEqualTo(1 + 200 + 20 - 150 + 10);
  }

  @Test
  void a_refund_in_line_takes_its_points_alone() {
    loop.arrives("r", loop.order("camille", 3000));
    crowd();
    loop.store("r", loop.refund("r", "1", 3000));
    loop.accrueAtOnce("r");
    for (var document : storeClaimed(3)) {
      loop.accrueAtOnce(document);
    }
    var used = proxy.meter().during(loop::takeTurns);
    assertThat(transactions(used)).isEqualTo(2);
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 30);
  }

  @Test
  void a_poisonous_purchase_in_line_holds_up_no_other() {
    crowd();
    loop.store("poison", loop.order("camille", 1000));
    proxy.inject(Fault.on("TransactWriteItems").key("#poison").unavailable().always());
    loop.store("1", loop.order("camille", 1000));
    loop.store("2", loop.order("camille", 1000));
    var failed = new ArrayList<String>();
    Log.capture(() -> failed.addAll(serve("1", "poison", "2")));
    assertThat(failed).containsExactly("m-poison");
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 20);
  }

  @Test
  void a_batch_of_the_line_is_posted_together() {
    crowd();
    loop.store("1", loop.order("camille", 1000));
    loop.store("2", loop.order("camille", 1000));
    var used = proxy.meter().during(() -> assertThat(serve("1", "2")).isEmpty());
    assertThat(transactions(used)).isEqualTo(1);
    assertThat(loop.account(camille).available()).isEqualTo(1 + 20 + 20);
  }

  @Test
  void each_entry_of_a_shared_transaction_bears_the_request_that_brought_its_purchase() {
    crowd();
    loop.request = "the-first-order";
    loop.store("1", loop.order("camille", 1000));
    loop.request = "the-second-order";
    loop.store("2", loop.order("camille", 1000));
    assertThat(serve("1", "2")).isEmpty();
    assertThat(loop.writers(camille))
        .contains(
            "ACCOUNT by the-second-order",
            "ENTRY#000000000004 by the-first-order",
            "ENTRY#000000000005 by the-second-order");
  }

  /// Letters come twice, late, in any order and beside each other; answers are lost after the
  /// write; sales and refunds mixed.
  @RepeatedTest(8)
  void however_they_meet_nothing_is_lost_and_nothing_counted_twice(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var documents = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      loop.store("d" + i, loop.order("camille", 1000, 500));
      if (i % 3 == 0) {
        loop.store("d" + i, loop.refund("r" + i, "2", 500));
      }
      documents.add("d" + i);
      documents.add("d" + i);
    }
    Collections.shuffle(documents, random);
    var fault =
        proxy.inject(
            Fault.on("TransactWriteItems")
                .failAfterSuccess()
                .withProbability(0.1, repetition.getCurrentRepetition()));
    atOnce(documents);
    var letters = loop.turns.letters();
    loop.takeTurns();
    fault.close();
    documents.forEach(loop::accrueAtOnce);
    letters.forEach(letter -> loop.takeTurns(List.of(letter.key(), letter.key())));
    loop.takeTurns();
    everythingCountedOnce(1 + 12 * 15 - 4 * 5);
    assertThat(loop.entries(camille)).hasSize(1 + 12);
  }

  /// Two meet; the loser's turn leaves the mark.
  private void crowd() {
    var two = storeClaimed(2);
    everybodyReadsBeforeAnybodyWrites(2);
    atOnce(two);
    assertThat(loop.turns.length()).isEqualTo(1);
    loop.takeTurns();
  }

  private List<String> storeClaimed(int count) {
    var documents = IntStream.range(0, count).mapToObj(i -> "m" + count + "-" + i).toList();
    for (var document : documents) {
      loop.store(document, loop.order("camille", 1000));
      loop.books.purchases().claim(loop.key(document), camille, loop.now);
    }
    return documents;
  }

  private void everybodyReadsBeforeAnybodyWrites(int callers) {
    var barrier = new CyclicBarrier(callers);
    for (int i = 0; i < callers; i++) {
      proxy.before("TransactWriteItems", _ -> await(barrier));
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      var _ = barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A caller each; one that fails is delivered again later.
  private void atOnce(List<String> documents) {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      documents.forEach(document -> callers.submit(() -> loop.accrueAtOnce(document)));
    }
  }

  private List<String> serve(String... documents) {
    var out = new ByteArrayOutputStream();
    try {
      loop.handler().handleRequest(new ByteArrayInputStream(event(documents)), out, context());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Json.tree(out.toByteArray())
        .path("batchItemFailures")
        .valueStream()
        .map(failure -> failure.path("itemIdentifier").asText())
        .toList();
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            HotMemberTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, _, _) -> "invocation-1");
  }

  private byte[] event(String... documents) {
    return Json.bytes(Map.of("Records", Stream.of(documents).map(this::message).toList()));
  }

  private Map<String, Object> message(String document) {
    var bodies = new ArrayList<String>();
    new AccrualQueue(bodies::add).send(loop.key(document));
    return Map.of(
        "messageId",
        "m-" + document,
        "body",
        bodies.getFirst(),
        "attributes",
        Map.of("ApproximateReceiveCount", "1", "MessageGroupId", "camille"));
  }

  private static long transactions(Usage usage) {
    return usage.of("TransactWriteItems").calls();
  }

  private static double triesPerPurchase(Usage burst, Usage turns) {
    return (double) (transactions(burst) + transactions(turns)) / CALLERS;
  }

  private Account stored() {
    return loop.books.ledgers().account(loop.programme, camille, loop.today());
  }

  private void everythingCountedOnce(long points) {
    assertThat(loop.account(camille).available()).isEqualTo(points);
    var previous = "";
    for (var entry : loop.entries(camille)) {
      assertThat(entry.previous()).isEqualTo(previous);
      previous = entry.hash();
    }
  }
}
