// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What is written while it is read.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BooksInMotionTest {

  private final DynamoDbClient client;
  private final Trade trade;

  private final DynamoDbProxy proxy;

  BooksInMotionTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.client = client;
    this.proxy = proxy;
    trade = new Trade(client, names);
  }

  @Test
  void writers_at_work_are_no_false_alarm() {
    var camille = trade.enrol("camille");
    trade.sells("camille", "10.00");
    var over = new AtomicBoolean();
    var writers =
        CompletableFuture.runAsync(
            () -> {
              for (int sale = 0; sale < 30; sale++) {
                var sold = trade.sells("camille", "40.00");
                if (sale % 3 == 0) {
                  trade.takesBack(sold, "15.00");
                }
                trade.mintsWhatItCan(camille);
              }
              over.set(true);
            });
    var reports = new ArrayList<String>();
    while (!over.get() && !writers.isDone()) {
      var report = trade.audit();
      reports.addAll(trade.differences(report));
    }
    writers.join();
    assertThat(reports).isEmpty();
    assertThat(trade.differences(trade.audit())).isEmpty();
  }

  @Test
  void a_purchase_rated_again_between_two_reads_of_one_audit_is_no_difference() {
    trade.enrol("camille");
    var sold = trade.sells("camille", "40.00");
    proxy.before(
        CallPattern.of("BatchGetItem").table(trade.tables.name(TableShape.PURCHASES)),
        _ -> trade.takesBack(sold, "15.00"));
    var report = trade.audit();
    assertThat(trade.differences(report)).isEmpty();
    assertThat(report.path("inMotion").asInt()).isZero();
  }

  @Test
  void an_account_that_is_written_before_every_reading_is_said_to_be_in_motion() {
    var camille = trade.enrol("camille");
    trade.sells("camille", "10.00");
    var forger = new Forger(client, trade);
    var account = forger.account(camille);
    forger.set(account, "minted", 9);
    for (int reading = 1; reading < 20; reading++) {
      int version = 100 + reading;
      proxy.before(
          CallPattern.of("Query").table(trade.tables.name(TableShape.LEDGER)),
          reading,
          _ -> forger.set(account, "version", version));
    }
    var report = trade.audit();
    assertThat(trade.differences(report)).isEmpty();
    assertThat(report.path("inMotion").asInt()).isEqualTo(1);
    proxy.calm();
    assertThat(trade.differences(trade.audit())).containsExactly("camille minted-differs vouchers");
  }

  @Test
  void evidence_on_its_way_is_no_difference_and_evidence_forgotten_is_one() {
    trade.enrol("camille");
    trade.stores(trade.next(), "camille", "20.00", "");
    assertThat(trade.differences(trade.audit())).isEmpty();
    trade.wait(Auditor.UNDER_WAY.plus(Duration.ofSeconds(1)));
    assertThat(trade.differences(trade.audit())).hasSize(1);
  }
}
