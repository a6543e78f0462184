// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.Batch;

/// Tells others what happened. Fed by the streams of Members, Purchases, Ledger and Vouchers; reads
/// no table, and asks nobody.
public final class EventPublisherHandler implements RequestStreamHandler {

  private final Publication publication;

  public EventPublisherHandler() {
    this(Environment.ofProcess());
  }

  private EventPublisherHandler(Environment environment) {
    this(
        new Publication(
            EventBus.of(environment),
            DeadLetters.of(environment),
            new Metrics("event-publisher", environment.clock())));
  }

  EventPublisherHandler(Publication publication) {
    this.publication = publication;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var batch = Batch.of(Json.tree(in.readAllBytes()));
    var failed =
        Log.correlated(context.getAwsRequestId(), () -> publication.publish(batch.items()));
    out.write(Json.bytes(Batch.answer(failed)));
  }
}
