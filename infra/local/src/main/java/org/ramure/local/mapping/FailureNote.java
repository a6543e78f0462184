// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.FunctionSpec;

/// What Lambda writes to a failure destination.
final class FailureNote {
  private FailureNote() {}

  static ObjectNode of(FunctionSpec function, String condition, int attempts) {
    var note = Json.object().put("version", "1.0").put("timestamp", Instant.now().toString());
    note.putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", function.arn())
        .put("condition", condition)
        .put("approximateInvokeCount", attempts);
    note.putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    return note;
  }
}
