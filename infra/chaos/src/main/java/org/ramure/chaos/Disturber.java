// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.Fault;

/// In the way, after every so many operations. The seed decides what happens and after how many, as
/// if from a deck of cards that is dealt to its end before it is shuffled again.
final class Disturber {
  private static final int SHORTEST = 15;
  private static final int LONGEST = 45;
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Duration TOO_LATE = Duration.ofSeconds(6);
  private static final int CALLS_OF_AN_OUTAGE = 40;

  private static final List<String> WRITES = List.of("PutItem", "UpdateItem", "TransactWriteItems");
  private static final List<String> CALLS =
      List.of("GetItem", "Query", "BatchGetItem", "PutItem", "UpdateItem", "TransactWriteItems");
  private static final List<Victim> VICTIMS =
      List.of(
          new Victim("purchase-ingestion", "PutItem", "Purchases"),
          new Victim("points-accrual", "TransactWriteItems", "Ledger"),
          new Victim("voucher-minting", "TransactWriteItems", "Vouchers"),
          new Victim("voucher-redemption", "UpdateItem", "Vouchers"),
          new Victim("points-adjustment", "TransactWriteItems", "Ledger"),
          new Victim("member-registry", "TransactWriteItems", "Members"));

  private final Town town;
  private final Tally tally;
  private final Random random;
  private final List<Disturbance> deck = new ArrayList<>();

  /// What ends the disturbance that goes on.
  private Ending ending = () -> {};

  @FunctionalInterface
  private interface Ending {
    void end() throws IOException, InterruptedException;
  }

  /// @param operation a write that leaves the function
  private record Victim(String function, String operation, String table) {}

  Disturber(Town town, Tally tally, long seed) {
    this.town = town;
    this.tally = tally;
    this.random = new Random(seed);
  }

  /// Returns when it is over, with nothing disturbed any more.
  void disturbUntil(BooleanSupplier over) throws IOException, InterruptedException {
    long next = 0;
    while (!over.getAsBoolean()) {
      if (tally.done() >= next) {
        calm();
        strike(draw());
        next = tally.done() + SHORTEST + random.nextInt(LONGEST - SHORTEST);
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    calm();
  }

  private Disturbance draw() {
    if (deck.isEmpty()) {
      for (var disturbance : Disturbance.values()) {
        deck.addAll(Collections.nCopies(disturbance.weight(), disturbance));
      }
      Collections.shuffle(deck, random);
    }
    return deck.removeLast();
  }

  private void calm() throws IOException, InterruptedException {
    ending.end();
    ending = () -> {};
    town.open().stack().proxy().calm();
  }

  private void strike(Disturbance disturbance) throws IOException, InterruptedException {
    switch (disturbance) {
      case KILLED_FUNCTION -> kill(one(VICTIMS).function());
      case KILLED_IN_A_WRITE -> killInWrite(one(VICTIMS), 1 + random.nextInt(3));
      case THROTTLES -> nowAndThen(CALLS, CallPattern::throttle);
      case CONFLICTS -> nowAndThen(WRITES, CallPattern::conflict);
      case ERRORS -> nowAndThen(CALLS, CallPattern::unavailable);
      case LOST_ANSWERS -> nowAndThen(WRITES, CallPattern::dropAnswerAfterSuccess);
      case ERRORS_AFTER_SUCCESS -> nowAndThen(WRITES, CallPattern::failAfterSuccess);
      case LATE_ANSWERS -> inject(CallPattern.of(one(WRITES)).answerLate(TOO_LATE).times(3));
      case OUTAGE ->
          CALLS.forEach(
              call -> inject(CallPattern.of(call).unavailable().times(CALLS_OF_AN_OUTAGE)));
      case REPEATED_RECORDS -> repeatRecords();
      case RESTART -> town.restart();
      case POWER_CUT -> town.cutPower();
    }
    tally.disturbance(disturbance.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private void kill(String function) {
    town.open().stack().functions().get(function).kill();
  }

  private void killInWrite(Victim victim, int nth) {
    boolean before = random.nextBoolean();
    var open = town.open();
    var calls = CallPattern.of(victim.operation()).table(open.table(victim.table()));
    open.stack()
        .proxy()
        .before(
            calls,
            nth,
            _ -> {
              open.stack().functions().get(victim.function()).kill();
              if (before) {
                throw new IllegalStateException("its process is dead");
              }
            });
  }

  private void nowAndThen(List<String> calls, Function<CallPattern, Fault> fault) {
    double chance = 0.1 + random.nextDouble() * 0.4;
    inject(fault.apply(CallPattern.of(one(calls))).withProbability(chance, random.nextLong()));
  }

  private void inject(Fault fault) {
    var _ = town.open().stack().proxy().inject(fault);
  }

  private void repeatRecords() throws IOException, InterruptedException {
    var open = town.open();
    var purchases = Records.fromNowOn(open, "Purchases", "ORDER|CANCELLATION|REFUND#.*");
    var accounts = Records.fromNowOn(open, "Ledger", "ACCOUNT");
    var order = new Random(random.nextLong());
    ending =
        () -> {
          purchases.deliverAgain("points-accrual", order);
          accounts.deliverAgain("voucher-minting", order);
        };
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
