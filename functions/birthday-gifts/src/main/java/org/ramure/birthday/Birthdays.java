// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.BirthdayQueue;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.BirthdayTerms;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.MemberKeys;
import org.ramure.table.MemberTable;
import org.ramure.table.TableShape;

/// Walks along a programme's birthdays, a minute's worth for each message: the next one is held
/// back for a minute. Whoever was given something is on the list no longer, so a message that
/// comes again goes on where the first one broke off.
final class Birthdays {

  static final Duration MINUTE = Duration.ofMinutes(1);

  private final MemberTable members;
  private final Programmes programmes;
  private final BirthdayGifts gifts;
  private final BirthdayQueue queue;
  private final Metrics metrics;
  private final InstantSource clock;

  Birthdays(
      MemberTable members,
      Programmes programmes,
      BirthdayGifts gifts,
      BirthdayQueue queue,
      Metrics metrics,
      InstantSource clock) {
    this.members = members;
    this.programmes = programmes;
    this.gifts = gifts;
    this.queue = queue;
    this.metrics = metrics;
    this.clock = clock;
  }

  static Birthdays of(Environment environment) {
    var programmes = Programmes.of(environment);
    return new Birthdays(
        new MemberTable(environment.dynamoDb(), environment.table(TableShape.MEMBERS)),
        programmes,
        BirthdayGifts.of(environment, programmes),
        BirthdayQueue.of(environment),
        new Metrics("birthday-gifts", environment.clock()),
        environment.clock());
  }

  void begin(ProgrammeId programme) {
    queue.send(BirthdayPlace.beginning(programme).toString(), Duration.ZERO);
  }

  void goOn(BirthdayPlace from) {
    var now = clock.instant();
    var terms = programmes.inForceAt(from.programme(), now).terms();
    var today = LocalDate.ofInstant(now, terms.zone());
    terms.birthday().ifPresent(birthday -> goOn(from, today, birthday));
  }

  private void goOn(BirthdayPlace from, LocalDate today, BirthdayTerms terms) {
    var outcomes = new ArrayList<BirthdayGifts.Done>();
    var place = from;
    while (!place.isEnd() && outcomes.size() < terms.perMinute()) {
      int most = terms.perMinute() - outcomes.size();
      var listed = members.birthdays(place.programme(), place.shard(), today, place.after(), most);
      for (var member : listed) {
        outcomes.add(giveOrPark(new Owner(place.programme(), member.member())));
      }
      place = listed.size() == most ? place.goOnAfter(listed.getLast()) : place.nextShard();
    }
    if (!place.isEnd()) {
      queue.send(place.toString(), MINUTE);
    }
    count("BirthdayGiftsGiven", outcomes, BirthdayGifts.Done.GIVEN);
    count("BirthdaysMissed", outcomes, BirthdayGifts.Done.MISSED);
  }

  /// One member who failed before.
  void give(Owner owner) {
    gifts.give(owner);
  }

  /// One that fails is tried again by itself and holds up no other.
  private BirthdayGifts.Done giveOrPark(Owner owner) {
    try {
      return gifts.give(owner);
    } catch (RuntimeException e) {
      Log.error(
          "birthday.member-failed",
          Map.of(Log.Field.PROGRAMME, owner.programme(), Log.Field.MEMBER, owner.member()),
          e);
      queue.send(MemberKeys.profile(owner), Duration.ZERO);
      return BirthdayGifts.Done.NOTHING;
    }
  }

  private void count(String name, List<BirthdayGifts.Done> outcomes, BirthdayGifts.Done which) {
    metrics.count(name, outcomes.stream().filter(done -> done == which).count());
  }
}
