// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.Cost;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Mortal;
import org.ramure.dynamodb.TableNames;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Entry;
import org.ramure.points.ExpiryNotice;
import org.ramure.table.LocalTables;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpiryTest {

  private static final CallPattern TRANSACTION = CallPattern.of("TransactWriteItems");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  /// The last day of the points, a Saturday before the clocks go forward.
  private static final LocalDate LAST = LocalDate.of(2027, 3, 27);

  private static final LocalDate TODAY = LAST.minusDays(100);
  private static final int STRETCH = 50;

  private final DynamoDbClient client;
  private final DynamoDbProxy proxy;
  private final LocalTables tables;
  private final MemberId camille = new MemberId("camille");
  private Brand brand;

  ExpiryTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.client = client;
    this.proxy = proxy;
    tables = LocalTables.create(client, names.prefix());
    brand = new Brand(client, tables, PARIS, STRETCH);
  }

  @BeforeEach
  void another_brand_on_an_ordinary_day() {
    brand = new Brand(client, tables, PARIS, STRETCH);
    brand.at(TODAY.atTime(15, 0));
  }

  private Account camille() {
    return brand.account(camille);
  }

  @Nested
  class Points {

    @Test
    void expire_in_the_night_after_their_last_day_though_nobody_touches_them() {
      brand.earns(camille, LAST, 44);
      brand.night(LAST);
      assertThat(camille().available()).isEqualTo(44);
      brand.night(LAST.plusDays(1));
      assertThat(camille().available()).isZero();
      assertThat(brand.expired(camille, LAST)).isEqualTo(44);
      var entry = brand.history(camille).getLast();
      assertThat(entry.kind()).isEqualTo(Entry.Kind.SETTLE);
      assertThat(entry.cause().by()).isEqualTo("expiry");
      assertThat(entry.cause().businessDate()).isEqualTo(LAST.plusDays(1));
    }

    @Test
    void mature_in_the_night_to_their_day() {
      brand.waits(camille, TODAY.plusDays(14), LAST, 44);
      brand.night(TODAY.plusDays(13));
      assertThat(camille().available()).isZero();
      brand.night(TODAY.plusDays(14));
      assertThat(camille().available()).isEqualTo(44);
    }

    @Test
    void that_mature_and_suffice_for_a_voucher_wake_the_mint() {
      brand.waits(camille, TODAY.plusDays(14), LAST, 150);
      brand.night(TODAY.plusDays(14));
      assertThat(camille().mintable(brand.reward, brand.today())).isTrue();
    }

    @Test
    void that_the_mint_did_not_turn_into_a_voucher_wake_it_again_every_night() {
      brand.earns(camille, LAST, 150);
      var version = camille().version();
      brand.night(TODAY.plusDays(1));
      assertThat(camille().version()).isEqualTo(version + 1);
      brand.night(TODAY.plusDays(2));
      assertThat(camille().version()).isEqualTo(version + 2);
    }

    @Test
    void of_three_nights_that_were_missed_are_booked_on_their_own_days() {
      var anna = new MemberId("anna");
      for (var member : List.of(camille, anna)) {
        IntStream.range(0, 3).forEach(day -> brand.earns(member, LAST.plusDays(day), 10));
        brand.waits(member, LAST.plusDays(2), LAST.plusDays(60), 7);
      }
      brand.night(LAST.plusDays(4));
      assertThat(brand.history(camille)).filteredOn(ExpiryTest::settles).hasSize(3);
      assertThat(brand.history(camille))
          .filteredOn(ExpiryTest::settles)
          .extracting(entry -> entry.cause().businessDate())
          .containsExactly(LAST.plusDays(1), LAST.plusDays(2), LAST.plusDays(3));
      assertThat(camille().available()).isEqualTo(7);
      assertThat(camille().lots()).isEqualTo(brand.account(anna).lots());
    }

    @Test
    void of_an_account_long_asleep_are_booked_in_several_transactions() {
      IntStream.range(0, 50).forEach(day -> brand.earns(camille, LAST.plusDays(day), 10));
      brand.night(LAST.plusDays(60));
      assertThat(camille().available()).isZero();
      assertThat(brand.history(camille)).filteredOn(ExpiryTest::settles).hasSize(50);
      assertThat(brand.due()).isEmpty();
    }
  }

  private static boolean settles(Entry entry) {
    return entry.kind() == Entry.Kind.SETTLE;
  }

  @Nested
  class Vouchers {

    @Test
    void that_nobody_used_expire_once_their_day_is_over_everywhere() {
      var voucher = brand.has(camille, LAST, 3);
      brand.night(LAST.plusDays(1));
      assertThat(brand.voucher(voucher.hash()).state()).isEqualTo(new Voucher.Issued());
      brand.night(LAST.plusDays(2));
      assertThat(brand.voucher(voucher.hash()).state()).isEqualTo(new Voucher.Expired());
      assertThat(brand.history(camille).getLast().kind()).isEqualTo(Entry.Kind.VOUCHER_EXPIRED);
      assertThat(brand.expired(camille, voucher.paidWith().firstKey())).isEqualTo(50);
      assertThat(camille().candidates()).isEmpty();
    }

    @Test
    void that_were_used_are_only_dropped_from_the_account() {
      var voucher = brand.has(camille, LAST, 3);
      brand.uses(voucher);
      var before = brand.history(camille);
      brand.night(LAST.plusDays(2));
      assertThat(brand.history(camille)).isEqualTo(before);
      assertThat(camille().candidates()).isEmpty();
      assertThat(brand.due()).isEmpty();
    }

    @Test
    void one_used_at_the_last_moment_does_not_expire() {
      var voucher = brand.has(camille, LAST, 3);
      proxy.before(TRANSACTION, _ -> brand.uses(voucher));
      brand.night(LAST.plusDays(2));
      assertThat(brand.voucher(voucher.hash()).state()).isInstanceOf(Voucher.Redeemed.class);
      assertThat(brand.history(camille).getLast().kind()).isEqualTo(Entry.Kind.GIVE_BACK);
    }

    @Test
    void more_than_one_transaction_holds_expire_in_several() {
      IntStream.range(0, 15).forEach(_ -> brand.has(camille, LAST, 10));
      brand.night(LAST.plusDays(2));
      assertThat(brand.history(camille))
          .filteredOn(entry -> entry.kind() == Entry.Kind.VOUCHER_EXPIRED)
          .hasSize(15);
      assertThat(camille().candidates()).isEmpty();
    }

    @Test
    void one_that_fits_no_transaction_stops_no_other() {
      var huge = brand.has(camille, LAST, 150);
      var usual = brand.has(camille, LAST, 3);
      brand.earns(camille, LAST, 10);
      brand.night(LAST.plusDays(2));
      assertThat(brand.voucher(usual.hash()).state()).isEqualTo(new Voucher.Expired());
      assertThat(brand.voucher(huge.hash()).state()).isEqualTo(new Voucher.Issued());
      assertThat(camille().available()).isZero();
    }

    @Test
    void twenty_that_were_all_used_leave_room_for_new_ones() {
      IntStream.range(0, 20).forEach(_ -> brand.uses(brand.has(camille, LAST, 1)));
      brand.earns(camille, LAST, 150);
      assertThat(camille().mintable(brand.reward, TODAY)).isFalse();
      brand.night(TODAY.plusDays(1));
      assertThat(camille().candidates()).isEmpty();
      assertThat(camille().mintable(brand.reward, brand.today())).isTrue();
    }

    @Test
    void twenty_that_are_open_stay_and_so_do_the_points() {
      IntStream.range(0, 20).forEach(_ -> brand.has(camille, LAST, 1));
      brand.earns(camille, LAST, 150);
      brand.night(TODAY.plusDays(1));
      assertThat(camille().candidates()).hasSize(20);
      assertThat(camille().available()).isEqualTo(150);
    }
  }

  @Nested
  class Notices {

    private List<ExpiryNotice> told(LocalDate night) {
      var before = camille();
      brand.night(night);
      return ExpiryNotice.told(before, camille());
    }

    @Test
    void are_told_thirty_and_seven_days_ahead_and_on_no_other_day() {
      brand.earns(camille, LAST, 44);
      for (int ahead : List.of(60, 31, 30, 29, 8, 7, 6, 1, 0)) {
        var told = told(LAST.minusDays(ahead));
        if (ahead == 30 || ahead == 7) {
          assertThat(told).containsExactly(new ExpiryNotice(LAST, 44, ahead));
        } else {
          assertThat(told).as("%d days ahead", ahead).isEmpty();
        }
      }
    }

    @Test
    void of_several_lots_come_together() {
      brand.earns(camille, LAST, 44);
      brand.earns(camille, LAST.plusDays(23), 60);
      assertThat(told(LAST.minusDays(30))).hasSize(1);
      assertThat(told(LAST.minusDays(7)))
          .containsExactly(
              new ExpiryNotice(LAST, 44, 7), new ExpiryNotice(LAST.plusDays(23), 60, 30));
    }

    @Test
    void are_told_late_rather_than_never() {
      brand.earns(camille, LAST, 44);
      assertThat(told(LAST.minusDays(27))).containsExactly(new ExpiryNotice(LAST, 44, 30));
    }

    @Test
    void of_which_both_are_late_are_told_once() {
      brand.earns(camille, LAST, 44);
      assertThat(told(LAST.minusDays(2))).containsExactly(new ExpiryNotice(LAST, 44, 7));
    }

    @Test
    void are_told_though_a_purchase_of_the_same_day_came_first() {
      brand.earns(camille, LAST, 44);
      brand.at(LAST.minusDays(30).atTime(0, 1));
      brand.earns(camille, LAST.plusDays(200), 10);
      assertThat(told(LAST.minusDays(30))).containsExactly(new ExpiryNotice(LAST, 44, 30));
    }

    @Test
    void of_points_that_buy_a_voucher_tonight_are_left_to_the_mint() {
      brand.earns(camille, LAST, 150);
      assertThat(told(LAST.minusDays(30))).isEmpty();
      brand.spends(camille, LAST, 140);
      assertThat(told(LAST.minusDays(30).plusDays(1)))
          .containsExactly(new ExpiryNotice(LAST, 10, 30));
    }

    @Test
    void are_not_told_of_points_that_come_with_fewer_days() {
      brand.at(LAST.minusDays(20).atTime(15, 0));
      brand.earns(camille, LAST, 44);
      assertThat(told(LAST.minusDays(19))).isEmpty();
      assertThat(told(LAST.minusDays(7))).containsExactly(new ExpiryNotice(LAST, 44, 7));
    }

    @Test
    void of_points_long_gone_are_never_told() {
      brand.earns(camille, LAST, 44);
      assertThat(told(LAST.plusDays(3))).isEmpty();
    }
  }

  @Nested
  class Nights {

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
      "Europe/Paris, 2027-03-28",
      "Europe/Paris, 2027-10-31",
      "Indian/Reunion, 2027-03-28",
      "America/Guadeloupe, 2027-03-28",
      "Pacific/Noumea, 2027-01-01",
      "America/Santiago, 2026-09-06",
      "Asia/Kathmandu, 2027-02-28",
    })
    void begin_within_the_first_hour_of_the_day_of_the_programme(ZoneId zone, LocalDate day) {
      brand = new Brand(client, tables, zone, STRETCH);
      brand.at(day.atStartOfDay(zone).toInstant().minusSeconds(6 * 3600));
      brand.ring();
      var hours = IntStream.range(0, 48).mapToObj(i -> hourly(day, zone).plusSeconds(i * 3600L));
      var begun =
          hours
              .filter(
                  hour -> {
                    brand.at(hour);
                    return brand.ring();
                  })
              .toList();
      var midnight = day.atStartOfDay(zone).toInstant();
      assertThat(begun.getFirst()).isBetween(midnight, midnight.plusSeconds(3600));
      var next = day.plusDays(1).atStartOfDay(zone).toInstant();
      assertThat(begun.get(1)).isBetween(next, next.plusSeconds(3600));
    }

    /// At five past each hour of the world's clock.
    private static Instant hourly(LocalDate day, ZoneId zone) {
      var before = day.atStartOfDay(zone).toInstant().minusSeconds(5 * 3600);
      return before.truncatedTo(ChronoUnit.HOURS).plusSeconds(300);
    }

    @Test
    void hand_out_every_shard_once() {
      brand.inTheNightTo(LAST);
      assertThat(brand.ring()).isTrue();
      assertThat(brand.queue).hasSize(64).doesNotHaveDuplicates();
      assertThat(brand.ring()).isFalse();
      assertThat(brand.queue).hasSize(64);
    }

    @Test
    void that_are_worked_off_twice_change_nothing_and_write_nothing() {
      brand.earns(camille, LAST, 44);
      brand.has(camille, LAST.minusDays(1), 2);
      brand.inTheNightTo(LAST.plusDays(1));
      brand.ring();
      var messages = List.copyOf(brand.queue);
      brand.workOff();
      var account = camille();
      var again = proxy.meter().during(() -> messages.forEach(message -> brand.deliver(message)));
      assertThat(again.writeUnits()).isZero();
      assertThat(camille()).isEqualTo(account);
    }

    @Test
    void with_more_accounts_than_a_message_does_go_on_in_the_next() {
      var many = IntStream.range(0, 80).mapToObj(i -> new MemberId("member-" + i)).toList();
      brand = new Brand(client, tables, PARIS, 1);
      brand.at(TODAY.atTime(15, 0));
      many.forEach(member -> brand.earns(member, LAST, 10));
      brand.night(LAST.plusDays(1));
      assertThat(many).allMatch(member -> brand.account(member).available() == 0);
      assertThat(brand.due()).isEmpty();
    }

    @Test
    void in_which_nothing_is_due_read_half_a_unit_for_each_shard() {
      brand.inTheNightTo(LAST);
      brand.ring();
      brand.deliver(brand.queue.getFirst());
      var used = proxy.meter().during(brand::workOff);
      assertThat(used.total()).isEqualTo(new Cost(64, 32, 0));
    }

    @Test
    void an_account_that_fails_is_tried_again_by_itself_and_holds_up_no_other() {
      var anna = new MemberId("anna");
      brand.earns(camille, LAST, 44);
      brand.earns(anna, LAST, 44);
      var fault = proxy.inject(TRANSACTION.key("#MEMBER#camille").conflict().always());
      brand.inTheNightTo(LAST.plusDays(1));
      brand.ring();
      var shards = List.copyOf(brand.queue);
      shards.forEach(brand::deliver);
      assertThat(brand.account(anna).available()).isZero();
      brand.queue.removeAll(shards);
      assertThat(brand.queue).singleElement().asString().contains("#MEMBER#camille");
      assertThat(brand.deliver(brand.queue.getFirst())).contains("message-1");
      fault.close();
      brand.workOff();
      assertThat(camille().available()).isZero();
    }

    @Test
    void samples_of_the_schedule_and_of_the_queue_are_understood() throws IOException {
      brand.inTheNightTo(LAST);
      assertThat(brand.handle(sample("schedule.json"))).isEqualTo("[\"" + brand.programme + "\"]");
      assertThat(brand.handle(sample("queue.json"))).isEqualTo("{\"batchItemFailures\":[]}");
    }

    private String sample(String name) throws IOException {
      return Files.readString(Path.of("..", "..", "events", "expiry", name))
          .replace("tradition-des-vosges", brand.programme.value());
    }
  }

  @Nested
  class Whatever_breaks {

    private void a_night_with_everything() {
      brand.earns(camille, LAST, 44);
      brand.earns(camille, LAST.plusDays(31), 60);
      brand.waits(camille, LAST.plusDays(1), LAST.plusDays(90), 30);
      brand.has(camille, LAST.minusDays(1), 2);
      everybody().subList(1, 5).forEach(member -> brand.earns(member, LAST, 10));
      brand.inTheNightTo(LAST.plusDays(1));
    }

    private void theNight() {
      brand.ring();
      brand.forgetShardsBut(everybody());
      brand.workOff();
    }

    private List<MemberId> everybody() {
      var others = IntStream.range(0, 4).mapToObj(i -> new MemberId("other-" + i));
      return Stream.concat(Stream.of(camille), others).toList();
    }

    private void assertDoneOnce() {
      assertThat(camille().lots())
          .containsExactly(Map.entry(LAST.plusDays(31), 60L), Map.entry(LAST.plusDays(90), 30L));
      assertThat(brand.history(camille))
          .extracting(Entry::kind)
          .containsExactly(
              Entry.Kind.ACCRUE,
              Entry.Kind.ACCRUE,
              Entry.Kind.ACCRUE,
              Entry.Kind.GIVE_BACK,
              Entry.Kind.SETTLE,
              Entry.Kind.VOUCHER_EXPIRED);
      assertThat(brand.expired(camille, LAST)).isEqualTo(44);
      assertThat(everybody().subList(1, 5))
          .allSatisfy(member -> assertThat(brand.expired(member, LAST)).isEqualTo(10));
      assertThat(brand.due()).isEmpty();
    }

    /// Killed at each step in turn: all brands end alike.
    @ParameterizedTest
    @EnumSource
    void a_night_killed_before_or_after_any_of_its_steps_ends_like_one_that_was_not(
        Mortal.Moment moment) {
      int deaths = 0;
      boolean dead = true;
      for (int step = 1; dead; step += step < 60 ? 21 : 1) {
        brand = new Brand(client, tables, PARIS, 1);
        brand.at(TODAY.atTime(15, 0));
        a_night_with_everything();
        dead = brand.process.dies(moment, step, this::theNight);
        deaths += dead ? 1 : 0;
        theNight();
        assertDoneOnce();
      }
      assertThat(deaths).as("64 messages, a mark, 5 accounts, what goes on after").isGreaterThan(9);
    }

    @Test
    void a_transaction_that_meets_others_is_repeated() {
      a_night_with_everything();
      proxy.inject(TRANSACTION.conflict().times(3));
      theNight();
      assertDoneOnce();
    }

    @Test
    void an_answer_lost_after_success_books_nothing_twice() {
      a_night_with_everything();
      var fault = proxy.inject(TRANSACTION.key("camille").dropAnswerAfterSuccess().always());
      theNight();
      fault.close();
      assertDoneOnce();
    }

    @Test
    void a_throttle_that_stays_leaves_everything_for_later() {
      a_night_with_everything();
      var fault = proxy.inject(TRANSACTION.throttle().always());
      assertThatThrownBy(this::theNight).isInstanceOf(IllegalStateException.class);
      assertThat(camille().settledTo()).isEqualTo(TODAY);
      fault.close();
      brand.workOff();
      assertDoneOnce();
    }

    @Test
    void a_list_that_cannot_be_read_is_read_later() {
      a_night_with_everything();
      brand.ring();
      var fault = proxy.inject(CallPattern.of("Query").unavailable().always());
      assertThat(brand.deliver(brand.queue.getFirst())).contains("message-1");
      fault.close();
      brand.workOff();
      assertDoneOnce();
    }

    @Test
    void somebody_who_writes_the_account_meanwhile_has_settled_it() {
      a_night_with_everything();
      proxy.before(TRANSACTION.key("camille"), _ -> brand.earns(camille, LAST.plusDays(90), 1));
      theNight();
      assertThat(camille().lots()).containsEntry(LAST.plusDays(90), 31L);
      assertThat(brand.history(camille)).filteredOn(ExpiryTest::settles).hasSize(1);
    }
  }

  /// One read, and one transaction that writes the account, an entry for each day, and what
  /// expired.
  @Nested
  class An_account_costs {

    private Cost night(LocalDate day) {
      brand.inTheNightTo(day);
      brand.ring();
      brand.deliver(brand.queue.getFirst());
      var settling = List.copyOf(brand.due());
      assertThat(settling).containsExactly(camille);
      return proxy.meter().during(() -> brand.settles(camille)).total();
    }

    @Test
    void six_units_and_its_place_on_the_list_when_points_expire() {
      brand.earns(camille, LAST, 44);
      brand.earns(camille, LAST.plusDays(90), 44);
      assertThat(night(LAST.plusDays(1))).isEqualTo(new Cost(2, 1, 6 + 2));
    }

    @Test
    void four_units_and_its_place_on_the_list_when_points_mature() {
      brand.waits(camille, TODAY.plusDays(14), LAST, 44);
      assertThat(night(TODAY.plusDays(14))).isEqualTo(new Cost(2, 1, 4 + 2));
    }

    @Test
    void two_units_and_its_place_on_the_list_when_it_is_told_of_points() {
      brand.earns(camille, LAST, 44);
      assertThat(night(LAST.minusDays(30))).isEqualTo(new Cost(2, 1, 2 + 2));
    }

    @Test
    void a_read_of_the_voucher_and_its_write_when_that_ends() {
      brand.has(camille, LAST, 1);
      assertThat(night(LAST.plusDays(2))).isEqualTo(new Cost(3, 2, 2 + 2 + 2 + 2 + 1));
    }

    @Test
    void one_read_when_it_was_done_before() {
      brand.earns(camille, LAST, 44);
      brand.night(LAST.plusDays(1));
      var used = proxy.meter().during(() -> brand.settles(camille));
      assertThat(used.total()).isEqualTo(new Cost(1, 1, 0));
    }
  }

  @Test
  void what_cannot_be_read_throws() {
    var fault = proxy.inject(CallPattern.of("GetItem").unavailable().always());
    assertThatThrownBy(() -> brand.settles(camille)).isInstanceOf(SdkException.class);
    fault.close();
  }
}
