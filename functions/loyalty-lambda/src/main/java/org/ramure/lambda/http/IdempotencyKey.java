// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.digest.Sha256;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller;
import org.ramure.table.Once;

/// Names a command that has no key in its URL, so that asking again is not asking twice.
public final class IdempotencyKey {

  private IdempotencyKey() {}

  /// @throws Json.Malformed where the header is missing, or cannot be one
  public static Once of(HttpRequest request, Caller caller) {
    var key =
        request
            .idempotencyKey()
            .orElseThrow(
                () -> new Json.Malformed("Idempotency-Key", "this command needs the header"));
    return new Once(caller.programme(), caller.name(), request.routeKey(), key, content(request));
  }

  /// What a command that came before is answered; empty where it never came.
  public static Optional<HttpAnswer> again(Once.Before before) {
    return switch (before) {
      case Once.Never _ -> Optional.empty();
      case Once.Answered(Once.Answer answer) -> Optional.of(again(answer));
      case Once.OtherContent _ -> Optional.of(Problem.idempotencyKeyReused().answer());
    };
  }

  private static HttpAnswer again(Once.Answer answer) {
    return new HttpAnswer(answer.status(), java.util.Map.of(), "application/json", answer.body())
        .with("idempotent-replayed", "true");
  }

  private static String content(HttpRequest request) {
    var path = new TreeMap<>(request.path()).toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.of(path, request.body()));
  }
}
