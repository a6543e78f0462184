// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// An answer as it came.
record Reply(
    int status, byte[] content, Optional<String> retryAfter, Optional<String> correlationId) {

  static Reply of(HttpResponse<byte[]> response) {
    return new Reply(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("retry-after"),
        response.headers().firstValue("x-correlation-id"));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /// Seconds only; a date, which we never send, is as good as nothing.
  Optional<Duration> askedWait() {
    return retryAfter
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  <T> T read(Class<T> type) {
    return Json.read(content, type, this);
  }
}
