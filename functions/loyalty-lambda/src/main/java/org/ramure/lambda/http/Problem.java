// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ramure.lambda.Json;

/// A refusal in the form of RFC 9457. Its type is part of the contract, its sentences are not.
///
/// @param title the same for every problem of that type
/// @param detail about this one
/// @param more further members: {@code field}, {@code reason} and what a use case adds
public record Problem(ProblemType type, String title, String detail, Map<String, Object> more) {

  private static final String RETRY_AFTER_SECONDS = "1";

  public Problem {
    more = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  public Problem(ProblemType type, String title, String detail) {
    this(type, title, detail, Map.of());
  }

  public static Problem badRequest(Json.Malformed why) {
    var problem =
        new Problem(
            ProblemType.BAD_REQUEST,
            "The request is malformed",
            why.field().isEmpty() ? why.problem() : why.field() + ": " + why.problem());
    return why.field().isEmpty() ? problem : problem.at(why.field());
  }

  public static Problem badRequest(String field, String detail) {
    return badRequest(new Json.Malformed(field, detail));
  }

  public static Problem unauthorized() {
    return new Problem(
        ProblemType.UNAUTHORIZED, "Credentials needed", "Send a valid API key or member token");
  }

  public static Problem forbidden(String detail) {
    return new Problem(ProblemType.FORBIDDEN, "Not allowed", detail);
  }

  public static Problem notFound(String detail) {
    return new Problem(ProblemType.NOT_FOUND, "Not found", detail);
  }

  public static Problem tooLarge() {
    return new Problem(ProblemType.TOO_LARGE, "The body is too large", "At most 5 MB are taken");
  }

  /// @param needed the content type that the call takes
  public static Problem unsupportedMediaType(String needed) {
    return new Problem(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Another content type is needed",
        "Send content-type: " + needed + " in UTF-8, and no content-encoding");
  }

  /// A source that the programme does not have.
  ///
  /// @param field that names it
  public static Problem unknownSource(String field) {
    return new Problem(
            ProblemType.UNKNOWN_SOURCE,
            "No such source",
            "The programme has no source of this id; nothing was changed")
        .at(field);
  }

  /// A store that the programme does not have.
  ///
  /// @param field that names it
  public static Problem unknownStore(String field) {
    return new Problem(
            ProblemType.UNKNOWN_STORE,
            "No such store",
            "The programme has no store of this id; nothing was changed")
        .at(field);
  }

  /// Nothing is wrong with the request, and nothing was done; says when to come back.
  public static HttpAnswer busy() {
    return new Problem(ProblemType.BUSY, "Too much at once", "Nothing was done; try again")
        .answer()
        .with("retry-after", RETRY_AFTER_SECONDS);
  }

  /// The same key was used before, for something else.
  public static Problem idempotencyKeyReused() {
    return new Problem(
        ProblemType.IDEMPOTENCY_KEY_REUSED,
        "The idempotency key was used for another request",
        "Nothing was changed; use a new key for a new request");
  }

  /// @param field where in the request, as {@code lines[3].quantity}
  public Problem at(String field) {
    return with("field", field);
  }

  public Problem with(String member, Object value) {
    var members = new LinkedHashMap<>(more);
    members.put(member, value);
    return new Problem(type, title, detail, members);
  }

  public Problem because(String reason) {
    return with("reason", reason);
  }

  public HttpAnswer answer() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", type.uri());
    body.put("title", title);
    body.put("status", type.status());
    body.put("detail", detail);
    body.putAll(more);
    return new HttpAnswer(type.status(), Map.of(), "application/problem+json", Json.text(body));
  }

  /// A refusal found while decoding, where there is nothing to answer with yet.
  public static final class Refused extends RuntimeException {
    private final transient Problem problem;

    public Refused(Problem problem) {
      super(problem.type().uri());
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
