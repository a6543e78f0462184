// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ramure.local.http.Json;
import org.ramure.local.template.Resource;

/// A queue of SQS: visibility time-outs, delays, redrive, kept on disk. In a FIFO queue a group
/// whose message is out waits until it is deleted or visible again, and repeats of five minutes are
/// taken once; those are forgotten by a restart.
///
/// It is ours because the alternatives cost more than it: ElasticMQ takes 5 s to start and brings
/// Scala. What is left out: retention (nothing expires), repeats found by content (refused),
/// policies, limits of throughput.
public final class LocalQueue {
  private static final Duration REPEATS = Duration.ofMinutes(5);

  private final Resource queue;
  private final MessageFiles files;
  private final Map<String, Message> messages;

  /// What was sent lately, by its place.
  private final Map<Place, Message> repeats = new LinkedHashMap<>();

  private long sequence;

  LocalQueue(Resource queue, Path folder) throws IOException {
    queue.refuse("ContentBasedDeduplication", "is not played");
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

  public boolean isFifo() {
    return queue.properties().path("FifoQueue").asBoolean();
  }

  private boolean repeatsAreCountedByGroup() {
    return queue.properties().path("DeduplicationScope").asText("queue").equals("messageGroup");
  }

  public Duration visibilityTimeout() {
    return Duration.ofSeconds(queue.properties().path("VisibilityTimeout").asInt(30));
  }

  Duration delay() {
    return Duration.ofSeconds(queue.properties().path("DelaySeconds").asInt(0));
  }

  public Message send(String body) {
    return send(body, Json.object(), Place.NONE, delay());
  }

  /// @return the message, or the one that it repeats
  synchronized Message send(String body, JsonNode attributes, Place place, Duration delay) {
    if (!place.isInGroup()) {
      return add(body, attributes, place, delay);
    }
    long oldest = System.currentTimeMillis() - REPEATS.toMillis();
    repeats.values().removeIf(message -> message.sentAt() < oldest);
    var scope = repeatsAreCountedByGroup() ? place : new Place("any", place.deduplicationId());
    return repeats.computeIfAbsent(scope, _ -> add(body, attributes, place, delay));
  }

  private Message add(String body, JsonNode attributes, Place place, Duration delay) {
    long now = System.currentTimeMillis();
    String id =
        "%013d-%06d-%s".formatted(now, sequence++ % 1_000_000, UUID.randomUUID().toString());
    var message = new Message(id, body, attributes, place, now, 0, 0, "", now + delay.toMillis());
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
    var held = held(now);
    for (Message message : messages.values()) {
      boolean free = message.visibleAt() <= now && !held.contains(message.place().group());
      if (taken.size() < most && free) {
        taken.add(message.received(message.id() + "#" + UUID.randomUUID(), now, invisibleUntil));
      }
    }
    for (Message message : taken) {
      messages.put(message.id(), message);
      files.save(message);
    }
    return taken;
  }

  /// Groups of which a message is out.
  private Set<String> held(long now) {
    return messages.values().stream()
        .filter(message -> message.visibleAt() > now)
        .map(message -> message.place().group())
        .filter(group -> !group.isEmpty())
        .collect(Collectors.toSet());
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
