// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.batch.BatchItem;
import org.ramure.lambda.batch.BatchItem.QueueMessage;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.TableShape;

/// Turns changed purchases into points. Fed by the stream of the Purchases table, and by its own
/// queue from whoever knows that a purchase is due again: a member who enrolled, the nightly sweep,
/// this function itself where a purchase of a stream failed; and by the line in which purchases of
/// one member wait for each other.
public final class PointsAccrualHandler implements RequestStreamHandler {

  private final PurchaseAccrual accrual;
  private final AccrualQueue queue;

  public PointsAccrualHandler() {
    this(Environment.ofProcess());
  }

  PointsAccrualHandler(Environment environment) {
    this(PurchaseAccrual.of(environment), AccrualQueue.of(environment));
  }

  PointsAccrualHandler(PurchaseAccrual accrual, AccrualQueue queue) {
    this.accrual = accrual;
    this.queue = queue;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Batch.serve(in, out, context.getAwsRequestId(), this::workOff);
  }

  private List<String> workOff(Batch batch) {
    var groups = batch.groups();
    return groups.isEmpty() ? batch.workOff(atOnce()) : batch.workOff(inTurn(together(groups)));
  }

  private Batch.Work atOnce() {
    return new Batch.Work(
        PointsAccrualHandler::purchase,
        partition -> accrual.accrue(PurchaseKeys.parse(partition)),
        partition -> queue.send(PurchaseKeys.parse(partition)));
  }

  /// @param done together with others already
  private Batch.Work inTurn(Set<PurchaseKey> done) {
    return new Batch.Work(
        PointsAccrualHandler::purchase,
        partition -> {
          var key = PurchaseKeys.parse(partition);
          if (!done.contains(key)) {
            accrual.accrueInTurn(key);
          }
        },
        partition -> queue.send(PurchaseKeys.parse(partition)));
  }

  private Set<PurchaseKey> together(Map<String, List<QueueMessage>> groups) {
    return groups.values().stream()
        .filter(line -> line.size() > 1)
        .flatMap(line -> together(line).stream())
        .collect(Collectors.toSet());
  }

  /// One that fails must not hold up the others: then each takes its turn alone.
  private Set<PurchaseKey> together(List<QueueMessage> line) {
    try {
      return accrual.accrueTogether(
          line.stream().map(message -> PurchaseKeys.parse(purchase(message))).toList());
    } catch (RuntimeException e) {
      Log.error("accrual.not-together", Map.of(Log.Field.COUNT, line.size()), e);
      return Set.of();
    }
  }

  private static String purchase(BatchItem item) {
    return switch (item) {
      case StreamRecord record -> record.key(TableShape.PK);
      case QueueMessage message -> AccrualQueue.parse(message.body());
    };
  }
}
