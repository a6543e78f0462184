// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.accrual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Fault;
import org.ramure.dynamodb.TableNames;
import org.ramure.dynamodb.Usage;
import org.ramure.lambda.batch.AccrualTurns;
import org.ramure.member.MemberId;
import org.ramure.purchase.PurchaseKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Many callers who rate purchases of one member at the same time, in the way of today and in those
/// that it was chosen from. What is compared is the real code on a real table.
public final class Crowd {

  /// About what DynamoDB takes for a call.
  private static final Duration ROUND_TRIP = Duration.ofMillis(5);

  private static final Instant START = Instant.parse("2026-03-14T09:15:00Z");
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final int MOST_DOUBLINGS = 5;

  private final DynamoDbProxy proxy;
  private final Loop loop;
  private final long began = System.nanoTime();
  private final MemberId member;

  /// How callers meet.
  public enum Way {
    /// Whoever loses tries again at once, without end.
    AGAIN_AT_ONCE,
    /// Whoever loses tries again after a pause of chance, each twice as long as the one before.
    AGAIN_AFTER_PAUSES,
    /// Nobody tries: all wait in line and take their turn one by one.
    ALL_IN_LINE,
    /// One try, then the line, one by one.
    LOSERS_IN_LINE,
    /// One try, then the line, several in one transaction: what is built.
    LOSERS_IN_LINE_TOGETHER;

    private boolean hasLine() {
      return compareTo(ALL_IN_LINE) >= 0;
    }
  }

  /// What it took until every purchase counted; all but the time for each purchase.
  ///
  /// @param tries transactions sent, written or in vain
  /// @param calls of DynamoDB
  /// @param messages sent to the line
  public record Met(
      double tries,
      double calls,
      double readUnits,
      double writeUnits,
      double messages,
      double millis) {

    private static Met of(int purchases, Usage used, int letters, long nanos) {
      return new Met(
          (double) used.of("TransactWriteItems").calls() / purchases,
          (double) used.calls() / purchases,
          used.readUnits() / purchases,
          used.writeUnits() / purchases,
          (double) letters / purchases,
          nanos / 1e6);
    }
  }

  private Crowd(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    this.loop = new Loop(client, names);
    this.member = loop.enrol("camille");
    loop.arrives("before", loop.order("camille", 100));
  }

  /// @param callers at the same time
  /// @param each how many purchases a caller has, one after another
  /// @throws IllegalStateException where not every purchase counted once
  public static Met meet(
      DynamoDbClient client,
      DynamoDbProxy proxy,
      TableNames names,
      Way way,
      int callers,
      int each) {
    return new Crowd(client, proxy, names).meet(way, callers, each);
  }

  private Met meet(Way way, int callers, int each) {
    var work = IntStream.range(0, callers).mapToObj(caller -> stored(caller, each)).toList();
    var delays =
        Stream.of("Query", "GetItem", "BatchGetItem", "TransactWriteItems", "UpdateItem", "PutItem")
            .map(call -> proxy.inject(Fault.on(call).delay(ROUND_TRIP).always()))
            .toList();
    long started = System.nanoTime();
    var used = proxy.meter().during(() -> run(way, work));
    long nanos = System.nanoTime() - started;
    delays.forEach(delay -> delay.close());
    long points = loop.account(member).available();
    if (points != 1 + (long) callers * each) {
      throw new IllegalStateException("points lost or counted twice: " + points);
    }
    return Met.of(callers * each, used, loop.turns.sent(), nanos);
  }

  private List<PurchaseKey> stored(int caller, int each) {
    var keys = new ArrayList<PurchaseKey>();
    for (int i = 0; i < each; i++) {
      var document = caller + "-" + i;
      loop.store(document, loop.order("camille", 100));
      loop.books.purchases().claim(loop.key(document), member, loop.now);
      keys.add(loop.key(document));
    }
    return keys;
  }

  private void run(Way way, List<List<PurchaseKey>> work) {
    var working = new AtomicInteger(work.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      work.forEach(
          keys ->
              all.add(
                  threads.submit(
                      () -> {
                        keys.forEach(caller(way));
                        return working.decrementAndGet();
                      })));
      if (way.hasLine()) {
        all.add(threads.submit(() -> line(way, working)));
      }
      for (var one : all) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Consumer<PurchaseKey> caller(Way way) {
    return switch (way) {
      case AGAIN_AT_ONCE -> this::againAtOnce;
      case AGAIN_AFTER_PAUSES -> this::againAfterPauses;
      case ALL_IN_LINE -> this::straightToTheLine;
      case LOSERS_IN_LINE, LOSERS_IN_LINE_TOGETHER -> key -> tick().accrue(key);
    };
  }

  private PurchaseAccrual tick() {
    loop.now = START.plusNanos(System.nanoTime() - began);
    return loop.accrual;
  }

  /// What consumers of every other way do first, too: they read whose purchase it is.
  private void straightToTheLine(PurchaseKey key) {
    loop.books.purchases().load(key);
    new AccrualTurns(loop.turns::send).send(member, key);
  }

  /// One try; whoever loses it leaves the line again.
  private boolean isFirst(PurchaseKey key) {
    tick().accrue(key);
    return !loop.turns.withdraw(key);
  }

  private void againAtOnce(PurchaseKey key) {
    while (!isFirst(key)) {
      Thread.onSpinWait();
    }
  }

  private void againAfterPauses(PurchaseKey key) {
    for (int doublings = 0; !isFirst(key); doublings++) {
      long most = FIRST_PAUSE.toNanos() << Math.min(doublings, MOST_DOUBLINGS);
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
  }

  /// One batch after another, as the queue hands them out, until nobody works and nobody waits.
  private Void line(Way way, AtomicInteger working) throws InterruptedException {
    while (working.get() > 0 || loop.turns.length() > 0) {
      var batch = loop.turns.awaitNext(ROUND_TRIP);
      tick();
      if (way == Way.LOSERS_IN_LINE_TOGETHER) {
        loop.takeTurns(batch);
      } else {
        batch.forEach(loop.accrual::accrueInTurn);
      }
    }
    return null;
  }
}
