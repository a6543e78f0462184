// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.time.Duration;
import java.util.Optional;
import org.ramure.client.model.Problem;

/// A refusal. Decide by status, then by type, then by reason; the sentences are for people.
public final class ProblemException extends RamureException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<Problem> problem;
  private final transient Optional<Duration> retryAfter;
  private final transient Optional<String> correlationId;

  private ProblemException(String message, Reply reply, Optional<Problem> problem) {
    super(message);
    this.status = reply.status();
    this.problem = problem;
    this.retryAfter = reply.askedWait();
    this.correlationId = reply.correlationId();
  }

  /// The message says which call and which problem; never what was asked, which may be a code.
  static ProblemException of(Call call, Reply reply) {
    var problem = Json.problem(reply.content());
    var type = problem.map(p -> " " + p.type().value().replaceFirst(".*/", "")).orElse("");
    var field = problem.flatMap(Problem::field).map(f -> " at " + f).orElse("");
    var reason = problem.flatMap(Problem::reason).map(r -> " " + r).orElse("");
    return new ProblemException(
        call + ": " + reply.status() + type + field + reason, reply, problem);
  }

  public int status() {
    return status;
  }

  /// All that was said; empty where the gateway refused it, which has no type.
  public Optional<Problem> problem() {
    return problem;
  }

  public Optional<Problem.Type> type() {
    return problem.map(Problem::type);
  }

  public boolean is(Problem.Type type) {
    return type().filter(type::equals).isPresent();
  }

  /// Why more precisely.
  public Optional<Problem.Reason> reason() {
    return problem.flatMap(Problem::reason);
  }

  /// Where in the request.
  public Optional<String> field() {
    return problem.flatMap(Problem::field);
  }

  /// For people: of refused vouchers in the language asked for.
  public Optional<String> detail() {
    return problem.map(Problem::detail);
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /// To be quoted in questions.
  public Optional<String> correlationId() {
    return correlationId;
  }
}
