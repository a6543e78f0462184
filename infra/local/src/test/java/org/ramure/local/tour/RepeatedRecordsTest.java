// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.local.http.Json;
import org.ramure.local.tour.Customer.Statement;

/// Streams deliver at least once, and a halved batch comes in pieces: the very records again, three
/// times and in no order.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class RepeatedRecordsTest {
  private static final int BATCH = 7;

  private final RealStack real;

  RepeatedRecordsTest(RealStack real) {
    this.real = real;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          FUNCTION        | TABLE     | SORT_KEYS
          points-accrual  | Purchases | ORDER
          voucher-minting | Ledger    | ACCOUNT
          """)
  void records_that_come_again_change_nothing(String function, String table, String sortKeys)
      throws Exception {
    var customer = real.join("Hildegarde").getFirst();
    var orders = Brand.fourOrdersEach(List.of(customer));
    real.untilTaken(orders);
    real.awaitQuiet();

    var about = new ArrayList<>(List.of(customer.id()));
    orders.forEach(order -> about.add(String.valueOf(order.id())));
    var records =
        StreamRecords.ofKind(
                new StreamRecords(real.stack.dynamoDbCalls()).about(real.table(table), about),
                sortKeys)
            .toList();
    assertThat(records).hasSizeGreaterThanOrEqualTo(orders.size());
    for (var batch : again(records)) {
      assertThat(invoke(function, batch)).hasToString("{\"batchItemFailures\":[]}");
    }
    real.awaitQuiet();

    assertThat(customer.statement()).isEqualTo(Statement.OF_FOUR_ORDERS);
  }

  private static List<List<JsonNode>> again(List<JsonNode> records) {
    var all = new ArrayList<JsonNode>();
    for (int times = 0; times < 3; times++) {
      all.addAll(records);
    }
    Collections.shuffle(all, new Random(5));
    var batches = new ArrayList<List<JsonNode>>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
    }
    return batches;
  }

  private JsonNode invoke(String function, List<JsonNode> records) {
    var event = Json.object();
    event.putArray("Records").addAll(records);
    var path = "/2015-03-31/functions/" + function + "/invocations";
    return new Api(real.stack.services()).withHeaders(Map.of()).post(path, event).body();
  }
}
