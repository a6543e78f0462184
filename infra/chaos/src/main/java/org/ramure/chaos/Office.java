// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.ramure.local.http.Json;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.tour.Programme;

/// What an operator does when all is well again, by the calls that an operator has: sends back what
/// was given up, replays what waits, lets the sweep of the night look for the rest, and audits.
final class Office {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int ROUNDS = 20;

  private final Town town;
  private final Calls calls;
  private int sentBack;
  private int replayed;
  private int swept;

  Office(Town town, Calls calls) {
    this.town = town;
    this.calls = calls;
  }

  /// Returns when nothing waits any more.
  ///
  /// @return what still does after many rounds
  List<String> settle() throws InterruptedException, TimeoutException {
    town.open().stack().awaitQuiet(PATIENCE);
    for (int round = 0; round < ROUNDS; round++) {
      int moved = sendBack() + replay();
      town.open().stack().awaitQuiet(PATIENCE);
      int found = sweep();
      town.open().stack().awaitQuiet(PATIENCE);
      if (moved + found == 0) {
        return lost();
      }
    }
    return List.of("after " + ROUNDS + " rounds there is still something to send back or to sweep");
  }

  private int sendBack() {
    int sent = 0;
    for (var queue :
        calls.ask(open -> open.admin().get("/v1/dead-letters")).body().path("queues")) {
      if (queue.path("waiting").asInt() > 0) {
        var path = "/v1/dead-letters/" + queue.path("queue").asText() + "/replay";
        sent +=
            calls.ask(open -> open.admin().post(path, Map.of())).body().path("sentBack").asInt();
      }
    }
    sentBack += sent;
    return sent;
  }

  private int replay() throws TimeoutException {
    var begun = calls.ask(open -> open.admin().post("/v1/quarantine/replays", Map.of()));
    town.open().stack().awaitQuiet(PATIENCE);
    var path = "/v1/quarantine/replays/" + begun.text("/id");
    var replay = calls.ask(open -> open.admin().get(path)).body();
    if (!replay.path("done").asBoolean()) {
      throw new IllegalStateException("not replayed: " + replay);
    }
    int found = replay.path("found").asInt();
    replayed += found;
    return found;
  }

  /// What the dead letters without a key were about, among others.
  private int sweep() throws InterruptedException {
    var answer = town.open().invoke("nightly-sweep", Json.object());
    int found = answer.path("queued").asInt() + answer.path("claimed").asInt();
    swept += found;
    return found;
  }

  /// Letters that nobody can send back, and that no sweep makes up for.
  private List<String> lost() {
    var lost = new ArrayList<String>();
    for (var queue : town.open().stack().queues().all()) {
      if (queue.name().contains("DeadLetters")) {
        long left =
            queue.peek(Integer.MAX_VALUE).stream().filter(l -> !isSwept(queue, l.body())).count();
        if (left > 0) {
          lost.add("%d letters are left in %s".formatted(left, queue.name()));
        }
      }
    }
    return lost;
  }

  /// A note about positions in a stream. The sweep has found the purchases; what waits of accounts
  /// is the next night's.
  private static boolean isSwept(LocalQueue queue, String letter) {
    boolean positions = Json.read(letter).has("DDBStreamBatchInfo");
    return positions && !queue.name().contains("Events");
  }

  /// All books of the programme.
  Audit audit() throws InterruptedException {
    var audit = new Audit(Json.object(), 0, 0, List.of());
    Optional<String> from = Optional.of("");
    while (from.isPresent()) {
      var question = Json.object().put("programme", Programme.ID);
      from.filter(place -> !place.isEmpty()).ifPresent(place -> question.put("from", place));
      var report = town.open().invoke("ledger-audit", question);
      if (!report.has("differences")) {
        throw new IllegalStateException("no audit: " + report);
      }
      audit = audit.and(report);
      from = Optional.of(report.path("next").asText("")).filter(place -> !place.isEmpty());
    }
    return audit;
  }

  /// @param audited how many of each
  record Audit(ObjectNode audited, int inMotion, int differences, List<String> members) {

    private Audit and(JsonNode report) {
      var sum = audited.deepCopy();
      report
          .path("audited")
          .properties()
          .forEach(
              of -> sum.put(of.getKey(), sum.path(of.getKey()).asInt() + of.getValue().asInt()));
      var all = new ArrayList<>(members);
      report.path("members").forEach(member -> all.add("the auditor: " + member));
      return new Audit(
          sum,
          inMotion + report.path("inMotion").asInt(),
          differences + report.path("differences").asInt(),
          all);
    }

    @Override
    public String toString() {
      return "%s, in motion %d, differences %d".formatted(audited, inMotion, differences);
    }
  }

  @Override
  public String toString() {
    return "dead letters sent back %d, messages replayed %d, found by the sweep %d"
        .formatted(sentBack, replayed, swept);
  }
}
