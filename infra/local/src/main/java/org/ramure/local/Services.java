// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.io.IOException;
import org.ramure.local.bus.EventBuses;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;
import org.ramure.local.lambda.Functions;
import org.ramure.local.queue.SqsApi;
import org.ramure.local.secret.Secrets;

/// The AWS services behind one port: a request says which it is for by its path (Lambda) or its
/// target.
record Services(Functions functions, SqsApi queues, Secrets secrets, EventBuses buses) {

  Reply handle(Request request) throws IOException, InterruptedException {
    if (Functions.handles(request)) {
      return functions.handle(request);
    }
    String target = String.valueOf(request.header("X-Amz-Target"));
    return switch (target.replaceFirst("\\..*", "")) {
      case "AmazonSQS" -> queues.handle(request);
      case "secretsmanager" -> secrets.handle(request);
      case "AWSEvents" -> buses.handle(request);
      default -> Reply.awsError(400, "UnknownOperationException", target + " is not played");
    };
  }
}
