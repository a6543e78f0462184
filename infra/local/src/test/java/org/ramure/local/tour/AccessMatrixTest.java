// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.tour.AccessRule.Verdict;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.PublishedApi.Operation;
import org.ramure.local.tour.Visitor.Who;

/// Every operation of the published contract × everybody who may come by × their own things, those
/// of a neighbour, of another programme, and of nobody. What each has to be answered follows from
/// the contract by {@link AccessRule}; a new operation is tried by itself.
@ExtendWith(SharedRealStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessMatrixTest {
  private static final int AT_ONCE = 6;
  private static final Map<Integer, String> TYPES =
      Map.of(401, "unauthorized", 403, "forbidden", 404, "not-found");

  private final RealStack real;
  private final List<Cell> cells = new ArrayList<>();
  private Neighbours neighbours;

  AccessMatrixTest(RealStack real) throws Exception {
    this.real = real;
    neighbours = new Neighbours(real);
  }

  /// One call.
  private record Cell(Operation operation, Visitor visitor, Things things, Verdict verdict) {

    /// What has to read alike: all refusals of one visitor. Of a bound key those about its own
    /// place may say so, because that follows from the request alone.
    String alike() {
      return "%s by %s %s".formatted(operation.key(), visitor, namesOwnSource());
    }

    private boolean namesOwnSource() {
      return visitor.who() instanceof Who.Key key
          && key.source().filter(things.facts()::containsValue).isPresent();
    }

    @Override
    public String toString() {
      return "%s by %s, things %s: %s".formatted(operation.key(), visitor, things, verdict);
    }
  }

  @BeforeAll
  void everything_that_can_be_tried() {
    for (var operation : PublishedApi.operations()) {
      for (var visitor : neighbours.visitors()) {
        for (var things : thingsFor(visitor)) {
          var verdict = AccessRule.of(operation, visitor, things);
          cells.add(new Cell(operation, visitor, things, verdict));
        }
      }
    }
    System.out.printf(
        "access matrix: %d calls, of %d operations by %d visitors; %d may be tried, %d are denied,"
            + " %d see nothing%n",
        cells.size(),
        PublishedApi.operations().size(),
        neighbours.visitors().size(),
        cells(Verdict.MayTry.class).size(),
        cells(Verdict.Denied.class).size(),
        cells(Verdict.AsIfNotThere.class).size());
  }

  private List<Things> thingsFor(Visitor visitor) {
    var here = neighbours.here;
    var nowhere = neighbours.nowhere();
    return visitor.who() instanceof Who.Nobody
        ? List.of(here, nowhere)
        : List.of(here, neighbours.next, neighbours.elsewhere, nowhere);
  }

  private List<Cell> cells(Class<? extends Verdict> verdict) {
    return cells.stream().filter(cell -> verdict.isInstance(cell.verdict())).toList();
  }

  @Test
  @Order(1)
  void whoever_is_denied_changes_nothing_and_cannot_tell_what_there_is() throws Exception {
    real.awaitQuiet();
    var before = items(AccessMatrixTest::isThing);
    var refusals = new HashMap<String, Answer>();
    var denied = cells(Verdict.Denied.class);
    answers(denied)
        .forEach(
            (cell, answer) -> {
              int status = ((Verdict.Denied) cell.verdict()).status();
              assertThat(answer.status()).as("%s: %s", cell, answer).isEqualTo(status);
              assertThat(answer.text("/type"))
                  .as(cell.toString())
                  .isEqualTo("https://ramure.org/problems/" + TYPES.get(status));
              var first = refusals.putIfAbsent(cell.alike() + status, answer);
              assertThat(answer).as("alike, %s", cell).isEqualTo(first == null ? answer : first);
            });
    real.awaitQuiet();
    assertThat(items(AccessMatrixTest::isThing)).isEqualTo(before);
  }

  @Test
  @Order(2)
  void what_is_of_another_programme_is_answered_like_what_is_not_there() throws Exception {
    var home = items(AccessMatrixTest::isOfHome);
    var byOthers = byAway(cells(Verdict.AsIfNotThere.class), true);
    answers(byOthers).forEach(this::assertNothingSeen);
    real.awaitQuiet();
    assertThat(items(AccessMatrixTest::isOfHome)).isEqualTo(home);
    answers(byAway(cells(Verdict.AsIfNotThere.class), false)).forEach(this::assertNothingSeen);
  }

  private static List<Cell> byAway(List<Cell> cells, boolean wanted) {
    return cells.stream().filter(cell -> cell.visitor().isOf(Neighbours.AWAY) == wanted).toList();
  }

  private void assertNothingSeen(Cell cell, Answer answer) {
    assertThat(answer.status()).as("%s: %s", cell, answer).isNotIn(401, 403).isLessThan(500);
    if (cell.operation().method().equals("GET") && cell.visitor().isOf(Neighbours.AWAY)) {
      assertThat(answer.body().toString()).as(cell.toString()).doesNotContain(homeFacts());
    }
  }

  private List<String> homeFacts() {
    return Stream.of(neighbours.here, neighbours.next)
        .flatMap(things -> things.facts().values().stream())
        .toList();
  }

  /// Their own place, and a code of somebody else's programme.
  @Test
  @Order(3)
  void a_code_of_another_programme_is_of_no_use() throws Exception {
    var away = neighbours.elsewhere;
    var codes = neighbours.here.seenFrom(away.fact("source"), away.fact("store"));
    var tries =
        cells(Verdict.MayTry.class).stream()
            .filter(cell -> cell.things() == away && cell.operation().sample().isPresent())
            .filter(cell -> cell.operation().sample().get().has("code"))
            .map(cell -> new Cell(cell.operation(), cell.visitor(), codes, cell.verdict()))
            .toList();
    assertThat(tries).isNotEmpty();
    var home = items(AccessMatrixTest::isOfHome);
    answers(tries)
        .forEach(
            (cell, answer) -> {
              var atAShop = ((Who.Key) cell.visitor().who()).scope().equals("shop");
              assertThat(answer.text("/reason"))
                  .as("%s: %s", cell, answer)
                  .isEqualTo(atAShop ? "NOT_USABLE" : "UNKNOWN");
            });
    real.awaitQuiet();
    assertThat(items(AccessMatrixTest::isOfHome)).isEqualTo(home);
  }

  @Test
  @Order(4)
  void whoever_may_is_let_in() throws Exception {
    answers(cells(Verdict.MayTry.class))
        .forEach(
            (cell, answer) ->
                assertThat(answer.status())
                    .as("%s: %s", cell, answer)
                    .isNotIn(401, 403, 404)
                    .isLessThan(500));
  }

  private Map<Cell, Answer> answers(List<Cell> cells) throws Exception {
    var answers = new LinkedHashMap<Cell, Answer>();
    try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
      var calls = cells.stream().<Callable<Answer>>map(cell -> () -> answer(cell)).toList();
      var all = executor.invokeAll(calls);
      for (int i = 0; i < cells.size(); i++) {
        answers.put(cells.get(i), all.get(i).get());
      }
    }
    return answers;
  }

  /// Again for as long as the gateway says that it is too much.
  private Answer answer(Cell cell) {
    return RealStack.untilAnswered(() -> once(cell), answer -> answer.status() != 429);
  }

  private Answer once(Cell cell) {
    var operation = cell.operation();
    var headers = new HashMap<>(Map.of("idempotency-key", "k" + Brand.number()));
    headers.put("content-type", operation.takes());
    if (!cell.visitor().authorization().isEmpty()) {
      headers.put("authorization", cell.visitor().authorization());
    }
    return real.brand
        .api()
        .withHeaders(headers)
        .send(operation.method(), cell.things().path(operation), cell.things().body(operation))
        .join();
  }

  /// That a key was used is noted even where it opens nothing.
  private static boolean isThing(JsonNode item) {
    return !item.at("/pk/S").asText().startsWith("APIKEYUSE#");
  }

  private static boolean isOfHome(JsonNode item) {
    return item.at("/pk/S").asText().startsWith(Neighbours.HOME + "#");
  }

  /// All items of all tables.
  private Set<String> items(Predicate<JsonNode> wanted) throws Exception {
    var items = new TreeSet<String>();
    for (var table : real.stack.tables().all()) {
      var input = new ObjectNode(Api.JSON.getNodeFactory()).put("TableName", table.name());
      JsonNode page;
      do {
        page = real.stack.dynamoDbCalls().call("Scan", input);
        for (var item : page.path("Items")) {
          if (wanted.test(item)) {
            items.add(item.toString());
          }
        }
        input.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
      } while (page.has("LastEvaluatedKey"));
    }
    assertThat(items).isNotEmpty();
    return items;
  }
}
