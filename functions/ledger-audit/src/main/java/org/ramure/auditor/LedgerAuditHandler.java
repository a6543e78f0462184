// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.Batch;

/// Called by a schedule, which begins the night's audit; by its own queue, for each stretch of it;
/// and by whoever may invoke the function, with a question.
public final class LedgerAuditHandler implements RequestStreamHandler {

  private final Nights nights;
  private final Operator operator;

  public LedgerAuditHandler() {
    this(Environment.ofProcess());
  }

  private LedgerAuditHandler(Environment environment) {
    this(environment, Auditor.of(environment));
  }

  private LedgerAuditHandler(Environment environment, Auditor auditor) {
    this(
        new Stretch(Shelves.of(auditor.books(), environment), auditor, environment.clock()),
        AuditQueue.of(environment),
        new Metrics("ledger-audit", environment.clock()));
  }

  LedgerAuditHandler(Stretch stretch, AuditQueue queue, Metrics metrics) {
    nights = new Nights(stretch, queue, metrics);
    operator = new Operator(stretch, stretch.auditor().books());
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = in.readAllBytes();
    var tree = Json.tree(event);
    if (tree.has("Records")) {
      Batch.serve(new ByteArrayInputStream(event), out, context.getAwsRequestId(), work());
    } else if (tree.has("scheduledTime")) {
      Log.correlated(context.getAwsRequestId(), this::begun);
    } else {
      var question = new String(event, StandardCharsets.UTF_8);
      out.write(
          Json.bytes(Log.correlated(context.getAwsRequestId(), () -> operator.answer(question))));
    }
  }

  private boolean begun() {
    nights.begin();
    return true;
  }

  private Batch.Work work() {
    return Batch.Work.ofQueue(AuditQueue::parse, nights::goOn);
  }
}
