// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ramure.lambda.Json;

/// A refusal in the form of RFC 9457. Its name is part of the contract, its sentences are not.
///
/// @param name the last part of the type's URI, for example {@code identity-taken}
/// @param title the same for every problem of that name
/// @param detail about this one
/// @param more further members: {@code field}, {@code reason} and what a use case adds
public record Problem(
    String name, int status, String title, String detail, Map<String, Object> more) {

  private static final String TYPES = "https://ramure.org/problems/";

  public Problem {
    more = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  public Problem(String name, int status, String title, String detail) {
    this(name, status, title, detail, Map.of());
  }

  public static Problem badRequest(Json.Malformed why) {
    var problem =
        new Problem(
            "bad-request",
            400,
            "The request is malformed",
            why.field().isEmpty() ? why.problem() : why.field() + ": " + why.problem());
    return why.field().isEmpty() ? problem : problem.with("field", why.field());
  }

  public static Problem badRequest(String field, String detail) {
    return badRequest(new Json.Malformed(field, detail));
  }

  public static Problem unauthorized() {
    return new Problem(
        "unauthorized", 401, "Credentials needed", "Send a valid API key or member token");
  }

  public static Problem forbidden(String detail) {
    return new Problem("forbidden", 403, "Not allowed", detail);
  }

  public static Problem notFound(String detail) {
    return new Problem("not-found", 404, "Not found", detail);
  }

  public static Problem conflict(String name, String title, String detail) {
    return new Problem(name, 409, title, detail);
  }

  public static Problem tooLarge() {
    return new Problem("too-large", 413, "The body is too large", "At most 5 MB are taken");
  }

  public static Problem unsupportedMediaType() {
    return new Problem(
        "unsupported-media-type", 415, "JSON is needed", "Send content-type: application/json");
  }

  /// Well-formed, but not acceptable.
  public static Problem unprocessable(String name, String title, String detail) {
    return new Problem(name, 422, title, detail);
  }

  /// Nothing is wrong with the request, and nothing was done.
  public static Problem busy() {
    return new Problem("busy", 503, "Too much at once", "Nothing was done; try again");
  }

  /// The same key was used before, for something else.
  public static Problem idempotencyKeyReused() {
    return unprocessable(
        "idempotency-key-reused",
        "The idempotency key was used for another request",
        "Nothing was changed; use a new key for a new request");
  }

  public Problem with(String member, Object value) {
    var members = new LinkedHashMap<>(more);
    members.put(member, value);
    return new Problem(name, status, title, detail, members);
  }

  public Problem because(String reason) {
    return with("reason", reason);
  }

  public HttpAnswer answer() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", TYPES + name);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.putAll(more);
    return new HttpAnswer(status, Map.of(), "application/problem+json", Json.text(body));
  }

  /// For 429 and 503: when to come back.
  public HttpAnswer answerRetryAfter(int seconds) {
    return answer().with("retry-after", String.valueOf(seconds));
  }

  /// A refusal found while decoding, where there is nothing to answer with yet.
  public static final class Refused extends RuntimeException {
    private final transient Problem problem;

    public Refused(Problem problem) {
      super(problem.name());
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
