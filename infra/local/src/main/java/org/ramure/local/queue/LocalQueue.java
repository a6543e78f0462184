// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ramure.local.http.Json;
import org.ramure.local.template.Resource;

/// A standard queue of SQS: visibility time-outs, delays, redrive, kept on disk.
///
/// It is ours because the alternatives cost more than it: ElasticMQ takes 5 s to start and brings
/// Scala. What is left out: retention (nothing expires), FIFO (refused), policies.
public final class LocalQueue {
  private final Resource queue;
  private final MessageFiles files;
  private final Map<String, Message> messages;
  private long sequence;

  LocalQueue(Resource queue, Path folder) throws IOException {
    queue.refuse("FifoQueue", "is not played");
    this.queue = queue;
    this.files = new MessageFiles(folder.resolve(queue.name()));
    this.messages = files.load();
  }

  /// @param waiting visible now
  /// @param taken given to a consumer and not yet deleted
  /// @param delayed not visible yet
  public record Depth(int waiting, int taken, int delayed) {
    public boolean isEmpty() {
      return waiting + taken + delayed == 0;
    }
  }

  public String name() {
    return queue.name();
  }

  public String word() {
    return queue.word();
  }

  boolean isCalled(String called) {
    return queue.isCalled(called);
  }

  public String arn() {
    return queue.arn();
  }

  Optional<String> deadLetterArn() {
    return Optional.of(
            queue.properties().path("RedrivePolicy").path("deadLetterTargetArn").asText())
        .filter(arn -> !arn.isEmpty());
  }

  private int maxReceiveCount() {
    return queue.properties().path("RedrivePolicy").path("maxReceiveCount").asInt(0);
  }

  public Duration visibilityTimeout() {
    return Duration.ofSeconds(queue.properties().path("VisibilityTimeout").asInt(30));
  }

  Duration delay() {
    return Duration.ofSeconds(queue.properties().path("DelaySeconds").asInt(0));
  }

  public Message send(String body) {
    return send(body, Json.object(), delay());
  }

  synchronized Message send(String body, JsonNode attributes, Duration delay) {
    long now = System.currentTimeMillis();
    String id =
        "%013d-%06d-%s".formatted(now, sequence++ % 1_000_000, UUID.randomUUID().toString());
    var message = new Message(id, body, attributes, now, 0, 0, "", now + delay.toMillis());
    add(message);
    return message;
  }

  private synchronized void add(Message message) {
    files.save(message);
    messages.put(message.id(), message);
    notifyAll();
  }

  /// Up to `most` visible messages; waits for the first one.
  ///
  /// @param deadLetters where a message goes that was received too often
  List<Message> receive(
      int most, Duration invisible, Duration patience, Optional<LocalQueue> deadLetters)
      throws InterruptedException {
    long deadline = System.currentTimeMillis() + patience.toMillis();
    synchronized (this) {
      while (true) {
        long now = System.currentTimeMillis();
        deadLetters.ifPresent(target -> redriveSpent(now, target));
        List<Message> taken = take(most, now, now + invisible.toMillis());
        if (!taken.isEmpty() || now >= deadline) {
          return taken;
        }
        wait(Math.max(1, Math.min(deadline, nextVisible(now)) - now));
      }
    }
  }

  private void redriveSpent(long now, LocalQueue target) {
    List<Message> spent =
        messages.values().stream()
            .filter(one -> one.visibleAt() <= now && one.receiveCount() >= maxReceiveCount())
            .toList();
    spent.forEach(message -> move(message, target));
  }

  /// Added there before it is deleted here: rather twice than lost.
  private void move(Message message, LocalQueue target) {
    target.add(message.moved(System.currentTimeMillis()));
    remove(message);
  }

  private synchronized void remove(Message message) {
    messages.remove(message.id());
    files.delete(message);
  }

  private List<Message> take(int most, long now, long invisibleUntil) {
    var taken = new ArrayList<Message>();
    for (Message message : messages.values()) {
      if (taken.size() < most && message.visibleAt() <= now) {
        taken.add(message.received(message.id() + "#" + UUID.randomUUID(), now, invisibleUntil));
      }
    }
    for (Message message : taken) {
      messages.put(message.id(), message);
      files.save(message);
    }
    return taken;
  }

  private long nextVisible(long now) {
    return messages.values().stream()
        .mapToLong(Message::visibleAt)
        .filter(time -> time > now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /// A receipt of an earlier delivery still deletes, as on SQS.
  public synchronized void delete(String receipt) {
    Message message = byReceipt(receipt);
    if (message != null) {
      remove(message);
      notifyAll();
    }
  }

  public synchronized void hide(String receipt, Duration duration) {
    Message message = byReceipt(receipt);
    if (message != null) {
      long until = System.currentTimeMillis() + duration.toMillis();
      messages.put(message.id(), message.visibleFrom(until));
      notifyAll();
    }
  }

  private @org.jspecify.annotations.Nullable Message byReceipt(String receipt) {
    return messages.get(receipt.replaceFirst("#.*$", ""));
  }

  public synchronized void purge() {
    List.copyOf(messages.values()).forEach(this::remove);
  }

  /// Sends everything to another queue, as a message move task does: the replay of dead letters.
  ///
  /// It holds one queue at a time: the way there (redrive) holds both.
  ///
  /// @return how many
  int moveAll(LocalQueue target) {
    List<Message> all = peek(Integer.MAX_VALUE);
    all.forEach(message -> move(message, target));
    return all.size();
  }

  public synchronized List<Message> peek(int most) {
    return messages.values().stream().limit(most).toList();
  }

  public synchronized Depth depth() {
    long now = System.currentTimeMillis();
    int waiting = 0;
    int delayed = 0;
    for (Message message : messages.values()) {
      if (message.visibleAt() <= now) {
        waiting++;
      } else if (message.receiveCount() == 0) {
        delayed++;
      }
    }
    return new Depth(waiting, messages.size() - waiting - delayed, delayed);
  }
}
