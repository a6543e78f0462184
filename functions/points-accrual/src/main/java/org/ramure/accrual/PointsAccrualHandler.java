// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.batch.BatchItem;
import org.ramure.lambda.batch.BatchItem.QueueMessage;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.TableShape;

/// Turns changed purchases into points. Fed by the stream of the Purchases table, and by its own
/// queue from whoever knows that a purchase is due again: a member who enrolled, the nightly sweep,
/// this function itself where a purchase of a stream failed.
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
    var work =
        new Batch.Work(
            PointsAccrualHandler::purchase,
            partition -> accrual.accrue(PurchaseKeys.parse(partition)),
            partition -> queue.send(PurchaseKeys.parse(partition)));
    Batch.serve(in, out, context.getAwsRequestId(), work);
  }

  private static String purchase(BatchItem item) {
    return switch (item) {
      case StreamRecord record -> record.key(TableShape.PK);
      case QueueMessage message -> AccrualQueue.parse(message.body());
    };
  }
}
