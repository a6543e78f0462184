// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.nio.charset.StandardCharsets;
import org.ramure.local.http.Json;

/// How an invocation ended.
public sealed interface Outcome {
  byte[] payload();

  /// The function answered.
  record Answered(byte[] payload) implements Outcome {}

  /// The function threw, was too slow, or its process ended.
  ///
  /// @param payload error type and message, in Lambda's shape
  record Failed(byte[] payload) implements Outcome {
    static Failed of(String errorType, String message) {
      return new Failed(
          Json.bytes(Json.object().put("errorType", errorType).put("errorMessage", message)));
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }
}
