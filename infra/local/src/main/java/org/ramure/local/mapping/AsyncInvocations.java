// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.lambda.Outcome;
import org.ramure.local.queue.Queues;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// Calls that nobody waits for: tried three times unless the function's settings say otherwise,
/// then put into its dead-letter queue (the event itself) and its failure destination (a note with
/// it).
///
/// Unlike Lambda's, they are lost when the stack ends; a schedule can be fired again by hand.
final class AsyncInvocations {
  private static final int USUAL_RETRIES = 2;

  private final Resources resources;
  private final Queues queues;
  private final Threads threads;
  private final Duration retryDelay;
  private final AtomicInteger pending = new AtomicInteger();

  AsyncInvocations(Resources resources, Queues queues, Threads threads, Duration retryDelay) {
    this.resources = resources;
    this.queues = queues;
    this.threads = threads;
    this.retryDelay = retryDelay;
  }

  boolean isEmpty() {
    return pending.get() == 0;
  }

  void invoke(LocalFunction function, byte[] event) {
    pending.incrementAndGet();
    threads.start(
        () -> {
          try {
            run(function, event);
          } finally {
            pending.decrementAndGet();
          }
        });
  }

  private void run(LocalFunction function, byte[] event) throws InterruptedException {
    JsonNode settings = settings(function);
    int attempts = 1 + settings.path("MaximumRetryAttempts").asInt(USUAL_RETRIES);
    for (int attempt = 1; attempt <= attempts; attempt++) {
      if (function.invoke(event) instanceof Outcome.Answered) {
        return;
      }
      if (attempt < attempts) {
        threads.pause(retryDelay.toMillis());
      }
    }
    giveUp(function, settings, event, attempts);
  }

  private JsonNode settings(LocalFunction function) {
    return resources
        .of(Kind.EVENT_INVOKE_CONFIG)
        .filter(config -> function.spec().answersTo(config.text("FunctionName")))
        .findFirst()
        .map(Resource::properties)
        .orElseGet(Json::object);
  }

  private void giveUp(LocalFunction function, JsonNode settings, byte[] event, int attempts) {
    String text = new String(event, StandardCharsets.UTF_8);
    Resource declared = resources.byArn(Kind.FUNCTION, function.spec().arn());
    String deadLetters = declared.properties().path("DeadLetterConfig").path("TargetArn").asText();
    Optional.of(deadLetters)
        .filter(arn -> !arn.isEmpty())
        .ifPresent(arn -> queues.get(arn).send(text));
    String destination =
        settings.path("DestinationConfig").path("OnFailure").path("Destination").asText();
    if (!destination.isEmpty()) {
      var note = FailureNote.of(function.spec(), "RetriesExhausted", attempts);
      note.set("requestPayload", Json.read(text));
      queues.get(destination).send(note.toString());
    }
  }
}
