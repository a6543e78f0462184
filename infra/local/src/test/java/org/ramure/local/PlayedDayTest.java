// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.http.Json;
import org.ramure.local.tour.Operator;
import org.ramure.local.tour.PlayedDay;

/// The template and the zips that deploy, from outside: over HTTP alone. Another system follows the
/// day by nothing but what is published.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlayedDayTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void it_comes_out_as_it_must_and_whoever_follows_the_bus_ends_with_the_same_numbers(
      @TempDir Path state) throws Exception {
    var assembly = ROOT.resolve("infra/cdk/target/cdk.out");
    try (var stack = LocalStack.start(Options.of(assembly, state), _ -> {})) {
      var played = PlayedDay.play(stack.api(), Operator.of(stack.services()), ROOT, System.out);
      assertThat(played.differences()).isEmpty();
      stack.awaitQuiet(Duration.ofSeconds(120));
      var events = published(stack.api());

      var members = subjects(events, "org.ramure.member.enrolled.v1");
      var vouchers = subjects(events, "org.ramure.voucher.minted.v1");
      assertThat(members).hasSize(2);
      assertThat(vouchers).hasSize(1);
      assertThat(types(about(vouchers.getFirst(), events)))
          .containsExactly(
              "voucher.minted", "voucher.redeemed", "voucher.given-back", "voucher.redeemed");

      var camille = about(members.getFirst(), events);
      assertThat(sum(camille, "accrued") - sum(camille, "reversed") - 150).isEqualTo(125);
      assertThat(lastBalance(camille)).isEqualTo(125);
      assertThat(lastBalance(about(members.getLast(), events))).isEqualTo(60);
      assertThat(types(events)).contains("purchase.recorded", "purchase.changed");
      assertThat(types(events)).contains("purchase.cancelled");

      stack.schedules().fire("ledger-audit", Instant.now());
      stack.awaitQuiet(Duration.ofSeconds(120));
      var audit = LogFiles.lines(state.resolve("logs/ledger-audit.log"));
      assertThat(audit).filteredOn(line -> line.contains("\"audit.through\"")).hasSize(4);
      assertThat(audit).noneMatch(line -> line.contains("\"audit.difference\""));

      assertThat(stack.queues().get("EventsDeadLetters").depth().waiting()).isZero();
      assertThat(Files.readAllLines(state.resolve("events.jsonl"))).hasSameSizeAs(events);
      assertThat(events.toString()).doesNotContain("@example.com", "Camille", "Louis", "+336");
    }
  }

  /// Over HTTP, as whoever develops a subscriber reads them.
  private static List<JsonNode> published(URI api) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(api + "/_local/events")).build();
      var list = Json.read(client.send(request, BodyHandlers.ofByteArray()).body());
      return StreamSupport.stream(list.spliterator(), false).map(e -> e.path("detail")).toList();
    }
  }

  private static List<JsonNode> about(String subject, List<JsonNode> events) {
    return events.stream().filter(e -> e.path("subject").asText().equals(subject)).toList();
  }

  private static List<String> subjects(List<JsonNode> events, String type) {
    return events.stream()
        .filter(event -> event.path("type").asText().equals(type))
        .map(event -> event.path("subject").asText())
        .toList();
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream()
        .map(event -> event.path("type").asText().replaceAll("^org\\.ramure\\.|\\.v1$", ""))
        .toList();
  }

  private static long sum(List<JsonNode> events, String what) {
    return events.stream()
        .filter(event -> event.path("type").asText().equals("org.ramure.points." + what + ".v1"))
        .mapToLong(event -> event.at("/data/points").asLong())
        .sum();
  }

  private static long lastBalance(List<JsonNode> events) {
    return events.stream()
        .filter(e -> e.path("type").asText().equals("org.ramure.account.balance-changed.v1"))
        .reduce((_, later) -> later)
        .orElseThrow()
        .at("/data/after/available")
        .asLong();
  }
}
