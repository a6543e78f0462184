// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.BirthdayQueue;
import org.ramure.lambda.batch.ExpiryQueue;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.programme.ProgrammeId;

/// Dead letters and the way back. The queues belong to the deployment, the letters to programmes: a
/// caller is shown and sends back those of their own programme, and does not even learn how many
/// others there are.
///
/// A purchase whose turn failed need not wait its turn again: it goes to the ordinary queue.
///
/// A letter is a key, its consumer reads the present state and writes the difference; or an event
/// for webhooks, which is passed over where it was sent already. So whoever sends back too much
/// changes nothing.
record DeadLetters(List<DeadLetterQueue> queues, InstantSource clock) {

  /// @param waiting of the caller's programme
  /// @param oldestSentAt when the oldest of them was first sent; absent where there is none
  /// @param age of that one, ISO 8601
  /// @param more whether there may be more than these
  record Depth(
      String queue,
      int waiting,
      Optional<Instant> oldestSentAt,
      Optional<String> age,
      boolean more) {}

  record All(List<Depth> queues) {}

  /// @param more whether there may be more to send back
  record SentBack(String queue, int sentBack, boolean more) {}

  static DeadLetters of(Environment environment) {
    return new DeadLetters(
        List.of(
            new DeadLetterQueue(
                environment::sqs,
                "accrual",
                environment.require("ACCRUAL_QUEUE_URL"),
                environment.require("ACCRUAL_DEAD_LETTERS_URL"),
                AccrualQueue::parse),
            new DeadLetterQueue(
                environment::sqs,
                "accrual-turns",
                environment.require("ACCRUAL_QUEUE_URL"),
                environment.require("ACCRUAL_TURNS_DEAD_LETTERS_URL"),
                AccrualQueue::parse),
            new DeadLetterQueue(
                environment::sqs,
                "minting",
                environment.require("MINTING_QUEUE_URL"),
                environment.require("MINTING_DEAD_LETTERS_URL"),
                MintingQueue::parse),
            new DeadLetterQueue(
                environment::sqs,
                "replay",
                environment.require("REPLAY_QUEUE_URL"),
                environment.require("REPLAY_DEAD_LETTERS_URL"),
                ReplayQueue::parse),
            new DeadLetterQueue(
                environment::sqs,
                "webhook",
                environment.require("WEBHOOK_QUEUE_URL"),
                environment.require("WEBHOOK_DEAD_LETTERS_URL"),
                WebhookQueue::parse),
            new DeadLetterQueue(
                environment::sqs,
                "expiry",
                environment.require("EXPIRY_QUEUE_URL"),
                environment.require("EXPIRY_DEAD_LETTERS_URL"),
                ExpiryQueue::parse),
            new DeadLetterQueue(
                environment::sqs,
                "birthday",
                environment.require("BIRTHDAY_QUEUE_URL"),
                environment.require("BIRTHDAY_DEAD_LETTERS_URL"),
                BirthdayQueue::parse)),
        environment.clock());
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    requireWholeProgramme(caller);
    return HttpAnswer.ok(
        new All(queues.stream().map(queue -> depth(queue, caller.programme())).toList()));
  }

  private Depth depth(DeadLetterQueue queue, ProgrammeId programme) {
    var found = queue.take(programme, clock);
    queue.release(found.own());
    queue.release(found.others());
    var oldest = found.own().stream().map(DeadLetterQueue::sentAt).min(Instant::compareTo);
    return new Depth(
        queue.name(),
        found.own().size(),
        oldest,
        oldest.map(sent -> QuarantineView.age(sent, clock.instant()).toString()),
        found.more());
  }

  /// Sends the programme's letters of one queue back to be worked off once more.
  HttpAnswer replay(HttpRequest request, ApiKeyCaller caller) {
    requireWholeProgramme(caller);
    return queues.stream()
        .filter(queue -> queue.name().equals(request.path("queue")))
        .findFirst()
        .map(queue -> HttpAnswer.accepted(sentBack(queue, caller.programme())))
        .orElseGet(() -> Problem.notFound("No such dead letters").answer());
  }

  private SentBack sentBack(DeadLetterQueue queue, ProgrammeId programme) {
    var found = queue.take(programme, clock);
    queue.release(found.others());
    int sent = queue.sendBack(found.own());
    Log.info(
        "dead-letters.sent-back",
        Map.of(
            Log.Field.PROGRAMME, programme, Log.Field.ITEM, queue.name(), Log.Field.COUNT, sent));
    return new SentBack(queue.name(), sent, found.more() || sent < found.own().size());
  }

  /// An account or a replay is of no single source.
  private static void requireWholeProgramme(ApiKeyCaller caller) {
    if (caller.source().isPresent()) {
      throw new Problem.Refused(Problem.forbidden("This key speaks for one source only"));
    }
  }
}
