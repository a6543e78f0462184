// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Stands between the SDK and DynamoDB Local, on 127.0.0.1: counts calls and capacity units as AWS
/// would ({@link #meter}), lets things go wrong on demand ({@link #inject}), and lets a test step
/// in before a call ({@link #before}). The streams API passes through untouched.
public final class DynamoDbProxy implements AutoCloseable {

  private static final int RECENT = 200;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Target target;
  private final Metering metering;
  private final Meter meter = new Meter();
  private final Faults faults = new Faults();
  private final Hooks hooks = new Hooks();
  private final Deque<Served> recent = new ArrayDeque<>();

  private final HttpListener listener;

  private DynamoDbProxy(URI target, int port) throws IOException {
    this.target = new Target(target);
    metering = new Metering(this.target);
    listener = new HttpListener(port, this::serve);
  }

  /// On a free port.
  public static DynamoDbProxy inFrontOf(URI target) {
    return inFrontOf(target, 0);
  }

  public static DynamoDbProxy inFrontOf(URI target, int port) {
    try {
      return new DynamoDbProxy(target, port);
    } catch (IOException e) {
      throw new UncheckedIOException("No proxy on port " + port, e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  public Meter meter() {
    return meter;
  }

  /// Lets something go wrong from now on; faults armed earlier strike first.
  public ArmedFault inject(Fault fault) {
    return faults.arm(fault);
  }

  /// Does something just before the next matching call goes through, once. The call waits, other
  /// calls do not: a test can squeeze another writer between a read and a write.
  public void before(CallPattern pattern, Consumer<Call> action) {
    before(pattern, 1, action);
  }

  /// The same before the n-th matching call from now on.
  public void before(CallPattern pattern, int nth, Consumer<Call> action) {
    hooks.add(pattern, nth, action);
  }

  public void before(String operation, Consumer<Call> action) {
    before(CallPattern.of(operation), action);
  }

  /// No fault and no hook is left.
  public void calm() {
    faults.disarmAll();
    hooks.removeAll();
  }

  /// The last calls, the newest first.
  public List<Served> recentCalls() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  private Optional<HttpMessage> serve(HttpMessage message) throws IOException {
    Request request = Request.of(message);
    try {
      return request
          .operation()
          .map(operation -> serve(operation, request))
          .orElseGet(() -> Optional.of(target.send(request)))
          .map(Answer::message);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Answer> serve(String operation, Request request) {
    Instant at = Instant.now();
    long start = System.nanoTime();
    Call call = Call.of(operation, Json.read(request.body()), target::schema);
    Outcome outcome = outcome(call, request);
    meter.count(outcome.usage());
    remember(Served.of(call, outcome, at, Duration.ofNanos(System.nanoTime() - start)));
    return outcome.answer();
  }

  private void remember(Served served) {
    synchronized (recent) {
      recent.addFirst(served);
      if (recent.size() > RECENT) {
        recent.removeLast();
      }
    }
  }

  private Outcome outcome(Call call, Request request) {
    try {
      hooks.run(call);
    } catch (RuntimeException | AssertionError failure) {
      return Outcome.free(call, Refusal.hookFailed(failure));
    }
    Optional<Fault> fault = faults.next(call);
    return fault.isPresent() ? disturbed(fault.get(), call, request) : metering.send(call, request);
  }

  private Outcome disturbed(Fault fault, Call call, Request request) {
    return switch (fault.effect()) {
      case Fault.Effect.Throttle _ ->
          Outcome.free(call, Refusal.throttled(call, fault.pattern().touches()));
      case Fault.Effect.Conflict _ ->
          Outcome.free(call, Refusal.conflicting(call, fault.pattern().touches()));
      case Fault.Effect.Unavailable _ -> Outcome.free(call, Refusal.internal());
      case Fault.Effect.DropAnswer _ -> metering.send(call, request).butUnanswered();
      case Fault.Effect.FailAfterSuccess _ ->
          metering.send(call, request).butAnswered(Refusal.internal());
      case Fault.Effect.AnswerLate late -> {
        Outcome outcome = metering.send(call, request);
        pause(late.duration());
        yield outcome;
      }
      case Fault.Effect.Delay delay -> {
        pause(delay.duration());
        yield metering.send(call, request);
      }
      case Fault.Effect.LeaveUnprocessed _ -> half(call, request);
    };
  }

  private Outcome half(Call call, Request request) {
    HalfBatch batch = HalfBatch.of(call);
    Call first = Call.of(call.operation(), batch.first(), target::schema);
    Outcome outcome = metering.send(first, request.withBody(batch.first()));
    return outcome
        .answer()
        .map(answer -> outcome.butAnswered(batch.complete(call, answer)))
        .orElse(outcome);
  }

  /// Ends early when the proxy is closed.
  private void pause(Duration duration) {
    try {
      var _ = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    listener.close();
    target.close();
  }
}
