// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.webhook.Attempt.Outcome;
import org.ramure.webhook.Attempt.Seen;
import org.ramure.webhook.WebhookEvent;

/// Sends one event to one receiver and says what came of it; there is no failure that it throws.
///
/// @param patience for all of it, from the look-up of the name to the status
/// @param clock real time, which receivers compare with their own
record Sender(Receivers receivers, SSLSocketFactory tls, Duration patience, InstantSource clock) {

  static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Of the system, not virtual: looking up a name holds on to the thread below.
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("webhook-", 0).factory());

  static Sender of(Environment environment, Receivers receivers) {
    return new Sender(
        receivers, (SSLSocketFactory) SSLSocketFactory.getDefault(), PATIENCE, environment.clock());
  }

  /// @param secrets that sign, the newest first
  /// @param at when the attempt is said to be made
  Seen send(String url, WebhookEvent event, List<String> secrets, Instant at) {
    long start = System.nanoTime();
    try {
      var head = answer(request(url, event, secrets));
      return Seen.answered(at, millisSince(start), head.status(), head.comeBackAfter(at));
    } catch (IOException e) {
      return Seen.failed(at, millisSince(start), outcome(e));
    } catch (Json.Malformed _) {
      return Seen.failed(at, millisSince(start), Outcome.ADDRESS_REFUSED);
    }
  }

  private Request request(String url, WebhookEvent event, List<String> secrets) {
    var way = new Request.Way(receivers, tls, Math.toIntExact(patience.toMillis()));
    return new Request(
        ReceiverUrl.of(url, receivers),
        headers(event, secrets),
        event.body().getBytes(StandardCharsets.UTF_8),
        way);
  }

  private Map<String, String> headers(WebhookEvent event, List<String> secrets) {
    var now = clock.instant();
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", "application/cloudevents+json; charset=utf-8");
    headers.put("user-agent", "Ramure");
    headers.put("webhook-id", event.id());
    headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
    headers.put("webhook-signature", Signature.of(event, now, secrets));
    return headers;
  }

  /// Whatever holds it up, a name server, a handshake or a byte a minute, ends with the patience.
  private AnswerHead answer(Request request) throws IOException {
    var answer = THREADS.submit(request);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      request.giveUp();
    }
  }

  private static Outcome outcome(IOException failure) {
    return switch (failure) {
      case Receivers.AddressRefused _ -> Outcome.ADDRESS_REFUSED;
      case AnswerHead.Unreadable _ -> Outcome.UNREADABLE;
      case UnknownHostException _ -> Outcome.NAME_UNKNOWN;
      case SocketTimeoutException _ -> Outcome.TIMED_OUT;
      case SSLException _ -> Outcome.TLS_FAILED;
      default -> Outcome.CONNECTION_FAILED;
    };
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
