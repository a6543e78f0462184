// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ramure.lambda.MessageQueue;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.table.LedgerKeys;
import org.ramure.table.PurchaseKeys;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Makes tables again what they were at a moment, item by item and in place, so that their names,
/// streams and rights stay. `restore-a-table.md` says in which order, and what is lost.
///
/// Evidence is never put back: what shops have said since then is true. Only what was worked out
/// from it goes, and is worked out again.
///
/// @param write false: only say what would be done
/// @param out gets a line for everything a person has to know
public record PutBack(DynamoDbClient client, boolean write, PrintStream out) {

  private enum Part {
    LEDGER,
    VOUCHERS,
    RATINGS,
    USES
  }

  /// Credentials, region and, where it is not AWS, addresses come as the SDK finds them.
  public static void main(String[] arguments) {
    var asked = Asked.of(arguments);
    var client =
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    try (client) {
      var back = new PutBack(client, asked.isSet("write"), System.out);
      back.part(Part.valueOf(asked.required("part").toUpperCase(java.util.Locale.ROOT)), asked);
    }
  }

  private void part(Part part, Asked asked) {
    var from = asked.required("from");
    var to = asked.required("to");
    switch (part) {
      case LEDGER -> ledger(from, to);
      case VOUCHERS -> vouchers(from, to);
      case RATINGS -> ratings(from, to, asked.required("queue"));
      case USES -> uses(from, to);
    }
  }

  /// All of it: accounts, entries, adjustments.
  ///
  /// @param then the restored table
  /// @param now the table that the functions use
  public void ledger(String then, String now) {
    back("Ledger", new Snapshot(client, then, now, _ -> true), this::tellAdjustment);
  }

  /// What people agreed on follows from nothing else: they have to ask for it again.
  private void tellAdjustment(Difference difference) {
    if (LedgerKeys.isAdjustment(difference.key().sk())) {
      out.println(
          "  to be asked for again: " + difference.key().pk() + ", " + difference.key().sk());
    }
  }

  public void vouchers(String then, String now) {
    back("Vouchers", new Snapshot(client, then, now, _ -> true), _ -> {});
  }

  /// What was posted for each purchase; whatever differs is rated again.
  ///
  /// @param queue the address of points-accrual's
  public void ratings(String then, String now, String queue) {
    try (var sqs =
        SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
      ratings(then, now, body -> sqs.sendMessage(m -> m.queueUrl(queue).messageBody(body)));
    }
  }

  public void ratings(String then, String now, MessageQueue queue) {
    var accrual = new AccrualQueue(queue);
    Predicate<String> posted = PurchaseKeys::isRating;
    back(
        "Purchases, what was posted",
        new Snapshot(client, then, now, posted),
        difference -> {
          if (write) {
            accrual.send(PurchaseKeys.parse(difference.key().pk()));
          }
        });
  }

  /// @param before the vouchers as they were before anything was put back
  public void uses(String before, String now) {
    var carried = new Uses(client, before, now).carry(write);
    out.printf(
        "Uses of vouchers: %s %d, there already %d, without their voucher %d%n",
        write ? "carried over" : "to carry over",
        carried.carried(),
        carried.known(),
        carried.without());
  }

  /// What is written is written before anybody is told of it.
  private void back(String table, Snapshot snapshot, Consumer<Difference> each) {
    Map<String, Integer> changed = new TreeMap<>();
    Map<String, Integer> removed = new TreeMap<>();
    snapshot.differences(
        group -> {
          if (write) {
            snapshot.undo(group);
          }
          for (Difference difference : group) {
            var counts = difference.then().isPresent() ? changed : removed;
            counts.merge(difference.kind(), 1, Integer::sum);
            each.accept(difference);
          }
        });
    out.printf(
        "%s: %s as then %s, %s what came later %s%n",
        table,
        write ? "made" : "to be made",
        changed,
        write ? "taken away" : "to be taken away",
        removed);
  }
}
