// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.http.Json;

/// The short form. With this seed the first disturbances are lost answers, a power cut, conflicts
// and
/// processes killed.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShortChaosTest {
  private static final Settings SHORT = new Settings(4192, 150, 8);

  @TempDir Path folder;

  @Test
  void everything_counts_once_and_a_forged_item_is_seen() throws Exception {
    try (var town = Town.found(Path.of("../..").toAbsolutePath().normalize(), folder)) {
      var run = new Run(town, SHORT, System.out);
      assertThat(run.play()).isEmpty();
      assertThat(run.judge()).isEmpty();
      assertThat(run.tally().disturbed()).isGreaterThanOrEqualTo(4);

      forgeAPoint(town.open());
      assertThat(run.judge())
          .anySatisfy(
              found -> assertThat(found).startsWith("the auditor: ").contains("available-differs"))
          .anySatisfy(found -> assertThat(found).contains("available, by its entries"));
    }
  }

  /// Somebody has a point more, written past everything.
  private static void forgeAPoint(Town.Open open) throws IOException, InterruptedException {
    var account = anAccount(open);
    var points = (ObjectNode) account.at("/lots/M").properties().iterator().next().getValue();
    points.put("N", String.valueOf(points.path("N").asLong() + 1));
    var put = Json.object().put("TableName", open.table("Ledger"));
    var _ = open.stack().dynamoDbCalls().call("PutItem", put.set("Item", account));
  }

  private static JsonNode anAccount(Town.Open open) throws IOException, InterruptedException {
    var scan = Json.object().put("TableName", open.table("Ledger"));
    for (var item : open.stack().dynamoDbCalls().call("Scan", scan).path("Items")) {
      if (!item.at("/lots/M").isEmpty()) {
        return item;
      }
    }
    throw new AssertionError("nobody has any points");
  }
}
