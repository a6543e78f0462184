// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.birthday.BirthdayGifts.Done;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.Cost;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.Mortal;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Log;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.points.Entry;
import org.ramure.table.LocalTables;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BirthdayGiftsTest {

  private static final CallPattern TRANSACTION = CallPattern.of("TransactWriteItems");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final LocalDate BORN = LocalDate.of(1985, 6, 15);
  private static final LocalDate DAY = LocalDate.of(2027, 6, 15);
  private static final LocalDate ENROLLED = LocalDate.of(2026, 11, 2);

  /// 10,000 where the time is given; the short form tells as much.
  private static final int MANY = Integer.getInteger("ramure.birthdays", 300);

  private final DynamoDbClient client;
  private final DynamoDbProxy proxy;
  private final LocalTables tables;
  private Feast feast;

  BirthdayGiftsTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.client = client;
    this.proxy = proxy;
    tables = LocalTables.create(client, names.prefix());
    feast = feast("");
  }

  @BeforeEach
  void another_feast() {
    feast = feast("");
  }

  /// @param more of the programme's terms for birthdays, each with a comma before it
  private Feast feast(String more) {
    return new Feast(
        client,
        tables,
        PARIS,
        """
        "birthday": {"label": {"fr": "Bon d'anniversaire", "en": "Birthday voucher"},
          "amountMinor": 2500, "minimumBasketMinor": 10000%s},
        """
            .formatted(more));
  }

  private MemberId camille() {
    return feast.enrol("camille", BORN, ENROLLED);
  }

  @Nested
  class A_birthday {

    @Test
    void brings_a_voucher_as_the_programme_promises_it() {
      var camille = camille();
      feast.night(DAY);
      var voucher = feast.voucher(camille, 2027).orElseThrow();
      assertThat(voucher.kind()).isEqualTo(Voucher.Kind.BIRTHDAY);
      assertThat(voucher.amount()).isEqualTo(Money.of(2500, "EUR"));
      assertThat(voucher.minimumBasketMinor()).isEqualTo(10000);
      assertThat(voucher.firstDay()).isEqualTo(DAY);
      assertThat(voucher.lastDay()).as("valid until tonight").isEqualTo(DAY);
      assertThat(voucher.zone()).isEqualTo(PARIS);
      assertThat(voucher.paidWith()).isEmpty();
      assertThat(feast.account(camille).candidates()).singleElement().isNotNull();
    }

    @Test
    void is_a_line_of_the_history_with_its_reason() {
      var camille = camille();
      feast.night(DAY);
      var entry = feast.history(camille).getLast();
      assertThat(entry.kind()).isEqualTo(Entry.Kind.GIFT);
      assertThat(entry.moves()).isEmpty();
      assertThat(entry.cause().subject()).contains("camille-birthday-2027");
      assertThat(entry.cause().why())
          .singleElement()
          .satisfies(why -> assertThat(why.code()).isEqualTo("voucher.birthday"));
    }

    @Test
    void brings_nothing_before_its_day_and_nothing_again_after_it() {
      var camille = camille();
      feast.night(DAY.minusDays(1));
      assertThat(feast.history(camille)).isEmpty();
      DAY.datesUntil(DAY.plusDays(4)).forEach(feast::night);
      assertThat(feast.history(camille)).hasSize(1);
      assertThat(feast.listed(camille)).isEqualTo(DAY.plusYears(1));
    }

    @Test
    void comes_again_the_next_year() {
      var camille = camille();
      feast.night(DAY);
      feast.night(DAY.plusYears(1));
      assertThat(feast.voucher(camille, 2028)).isPresent();
    }

    @Test
    void on_which_somebody_enrols_was_had() {
      var camille = feast.enrol("camille", BORN, DAY);
      feast.night(DAY);
      feast.night(DAY.plusDays(1));
      assertThat(feast.history(camille)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void that_was_missed_is_made_up_for_within_a_week(int late) {
      var camille = camille();
      var day = DAY.plusDays(late);
      feast.night(day);
      var voucher = feast.voucher(camille, 2027).orElseThrow();
      assertThat(voucher.firstDay()).isEqualTo(day);
      assertThat(voucher.lastDay()).isEqualTo(day);
      var why = feast.history(camille).getLast().cause().why().getFirst();
      assertThat(why.code()).isEqualTo("voucher.birthday.late");
      assertThat(why.facts()).containsEntry("birthday", DAY.toString());
    }

    @Test
    void older_than_a_week_is_named_and_brings_nothing() {
      var camille = camille();
      var lines = Log.capture(() -> feast.night(DAY.plusDays(8)));
      assertThat(lines).anyMatch(line -> line.contains("birthday.missed"));
      assertThat(lines).anyMatch(line -> line.contains("\"BirthdaysMissed\":1"));
      assertThat(feast.history(camille)).isEmpty();
      assertThat(feast.listed(camille)).isEqualTo(DAY.plusYears(1));
    }

    @ParameterizedTest
    @CsvSource({
      "'', 2027-02-28",
      "', \"leapDay\": \"FEBRUARY_28\"', 2027-02-28",
      "', \"leapDay\": \"MARCH_1\"', 2027-03-01",
      "', \"leapDay\": \"MARCH_1\"', 2028-02-29"
    })
    void on_29_February_comes_as_the_programme_decides(String terms, LocalDate day) {
      feast = feast(terms);
      var camille = feast.enrol("camille", LocalDate.of(1992, 2, 29), day.minusDays(40));
      feast.night(day.minusDays(1));
      assertThat(feast.history(camille)).isEmpty();
      feast.night(day);
      assertThat(feast.history(camille)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Pacific/Noumea", "America/Guadeloupe", "Indian/Reunion"})
    void begins_by_the_clock_of_the_programme(ZoneId zone) {
      feast =
          new Feast(
              client,
              tables,
              zone,
              """
              "birthday": {"label": {"fr": "Bon", "en": "Voucher"}, "amountMinor": 2500},
              """);
      var camille = feast.enrol("camille", BORN, ENROLLED);
      feast.night(DAY.minusDays(1));
      assertThat(feast.history(camille)).isEmpty();
      feast.night(DAY);
      assertThat(feast.voucher(camille, 2027).orElseThrow().zone()).isEqualTo(zone);
    }

    @Test
    void brings_nothing_where_the_programme_promises_nothing() {
      feast = new Feast(client, tables, PARIS, "");
      var camille = camille();
      feast.ring();
      feast.inTheNightTo(DAY);
      feast.ring();
      assertThat(feast.queue).isEmpty();
      assertThat(feast.gives(camille)).isEqualTo(Done.NOTHING);
    }
  }

  @Nested
  class Told_anew {

    @Test
    void the_date_brings_no_second_gift_within_330_days() {
      var camille = camille();
      feast.night(DAY);
      assertThat(feast.tells(camille, LocalDate.of(1985, 12, 1))).isTrue();
      feast.night(LocalDate.of(2027, 12, 1));
      feast.night(LocalDate.of(2028, 5, 9));
      assertThat(feast.history(camille)).as("329 days later").hasSize(1);
      feast.night(LocalDate.of(2028, 12, 1));
      assertThat(feast.history(camille)).hasSize(2);
    }

    @Test
    void a_later_date_in_the_same_year_brings_no_second_gift_of_that_year() {
      var born = LocalDate.of(1985, 1, 5);
      var camille = feast.enrol("camille", born, ENROLLED);
      feast.night(LocalDate.of(2027, 1, 5));
      feast.tells(camille, LocalDate.of(1985, 12, 20));
      feast.night(LocalDate.of(2027, 12, 20));
      assertThat(feast.history(camille)).as("349 days later").hasSize(1);
      feast.night(LocalDate.of(2028, 12, 20));
      assertThat(feast.history(camille)).hasSize(2);
    }

    @Test
    void the_date_counts_from_the_sixtieth_day_on() {
      var camille = camille();
      feast.inTheNightTo(LocalDate.of(2027, 3, 1));
      feast.tells(camille, LocalDate.of(1985, 4, 10));
      feast.night(LocalDate.of(2027, 4, 10));
      assertThat(feast.history(camille)).isEmpty();
      feast.night(LocalDate.of(2028, 4, 10));
      assertThat(feast.history(camille)).hasSize(1);
    }

    @Test
    void while_it_does_not_count_the_old_date_does() {
      var camille = camille();
      feast.inTheNightTo(DAY.minusDays(10));
      feast.tells(camille, LocalDate.of(1985, 12, 1));
      feast.night(DAY);
      assertThat(feast.history(camille)).hasSize(1);
    }

    @Test
    void a_second_time_nothing_changes() {
      var camille = camille();
      feast.inTheNightTo(LocalDate.of(2027, 3, 1));
      assertThat(feast.tells(camille, LocalDate.of(1985, 4, 10))).isTrue();
      assertThat(feast.tells(camille, LocalDate.of(1985, 5, 10))).isFalse();
      assertThat(feast.birthday(camille).born()).isEqualTo(LocalDate.of(1985, 4, 10));
    }
  }

  @Nested
  class Many_birthdays {

    private List<MemberId> many(int count) {
      return IntStream.range(0, count)
          .parallel()
          .mapToObj(i -> feast.enrol("member-" + i, BORN, ENROLLED))
          .toList();
    }

    @Test
    void are_given_at_the_rate_of_the_programme() {
      feast = feast(", \"perMinute\": 5");
      var members = many(23);
      feast.inTheNightTo(DAY);
      feast.ring();
      int before = 0;
      while (!feast.queue.isEmpty()) {
        var message = feast.queue.remove();
        feast.deliver(message.body());
        int given = given(members);
        assertThat(given - before).isLessThanOrEqualTo(5);
        before = given;
      }
      assertThat(before).isEqualTo(23);
      assertThat(feast.delays.getFirst()).isZero();
      assertThat(feast.delays.subList(1, feast.delays.size()))
          .hasSize(4)
          .containsOnly(Duration.ofMinutes(1));
    }

    private int given(List<MemberId> members) {
      return (int) members.stream().filter(m -> feast.voucher(m, 2027).isPresent()).count();
    }

    @Test
    void lose_none_and_double_none_though_the_process_is_killed_again_and_again() {
      feast = feast(", \"perMinute\": 20");
      var members = many(MANY);
      feast.inTheNightTo(DAY);
      int deaths = 0;
      boolean died = true;
      for (int steps = 1; died; steps = steps % 37 + 1) {
        var moment = Mortal.Moment.values()[steps % 2];
        died =
            feast.process.dies(
                moment,
                steps,
                () -> {
                  feast.ring();
                  feast.workOff();
                });
        deaths += died ? 1 : 0;
      }
      assertThat(deaths).isGreaterThan(MANY / 40);
      members.parallelStream().forEach(this::assertGivenOnce);
    }

    private void assertGivenOnce(MemberId member) {
      assertThat(feast.history(member)).extracting(Entry::kind).containsExactly(Entry.Kind.GIFT);
      assertThat(feast.voucher(member, 2027)).isPresent();
      assertThat(feast.account(member).candidates()).hasSize(1);
      assertThat(feast.listed(member)).isEqualTo(DAY.plusYears(1));
    }

    @Test
    void of_which_one_fails_hold_up_no_other() {
      var camille = camille();
      var members = many(10);
      var fault = proxy.inject(TRANSACTION.key("#MEMBER#camille").conflict().always());
      feast.inTheNightTo(DAY);
      feast.ring();
      feast.deliver(feast.queue.remove().body());
      assertThat(given(members)).isEqualTo(10);
      assertThat(feast.queue).singleElement().asString().contains("#MEMBER#camille");
      assertThat(feast.deliver(feast.queue.element().body())).contains("message-1");
      fault.close();
      feast.workOff();
      assertThat(feast.history(camille)).hasSize(1);
    }
  }

  @Nested
  class Whatever_breaks {

    @ParameterizedTest
    @EnumSource
    void a_gift_killed_before_or_after_any_of_its_steps_is_given_once(Mortal.Moment moment) {
      boolean dead = true;
      for (int step = 1; dead; step++) {
        feast = feast("");
        var camille = camille();
        feast.inTheNightTo(DAY);
        dead =
            feast.process.dies(
                moment,
                step,
                () -> {
                  feast.ring();
                  feast.workOff();
                });
        feast.ring();
        feast.workOff();
        assertThat(feast.history(camille)).hasSize(1);
      }
    }

    @Test
    void an_answer_lost_after_success_gives_nothing_twice() {
      var camille = camille();
      feast.inTheNightTo(DAY);
      var fault = proxy.inject(TRANSACTION.dropAnswerAfterSuccess().always());
      assertThatThrownBy(() -> feast.gives(camille)).isInstanceOf(RuntimeException.class);
      fault.close();
      assertThat(feast.gives(camille)).isEqualTo(Done.NOTHING);
      assertThat(feast.history(camille)).hasSize(1);
    }

    @Test
    void a_throttle_that_stays_leaves_the_birthday_for_later() {
      var camille = camille();
      feast.inTheNightTo(DAY);
      var fault = proxy.inject(TRANSACTION.throttle().always());
      assertThatThrownBy(() -> feast.gives(camille)).isInstanceOf(RuntimeException.class);
      fault.close();
      assertThat(feast.gives(camille)).isEqualTo(Done.GIVEN);
    }

    @Test
    void two_at_once_give_what_one_would() {
      var camille = camille();
      feast.inTheNightTo(DAY);
      proxy.before(TRANSACTION, _ -> assertThat(feast.gives(camille)).isEqualTo(Done.GIVEN));
      assertThat(feast.gives(camille)).isEqualTo(Done.NOTHING);
      assertThat(feast.history(camille)).hasSize(1);
    }

    @Test
    void a_date_told_at_that_very_moment_is_looked_at_again() {
      var camille = camille();
      feast.inTheNightTo(DAY);
      proxy.before(TRANSACTION, _ -> feast.tells(camille, LocalDate.of(1985, 12, 1)));
      assertThat(feast.gives(camille)).isEqualTo(Done.NOTHING);
      assertThat(feast.listed(camille)).isAfter(DAY);
    }

    @Test
    void a_code_that_somebody_else_has_is_made_again() {
      var camille = camille();
      var taken = feast.coded(camille, 2027);
      feast.books.open(feast.programme).newVoucher(somebodyElses(taken.hash())).commit();
      feast.night(DAY);
      assertThat(feast.account(camille).candidates())
          .singleElement()
          .satisfies(candidate -> assertThat(candidate.hash()).isNotEqualTo(taken.hash()));
    }

    private Voucher somebodyElses(String hash) {
      return new Voucher(
          hash,
          "anna-1",
          1,
          new MemberId("anna"),
          Voucher.Kind.REWARD,
          Money.of(1000, "EUR"),
          0,
          DAY,
          DAY,
          PARIS,
          new Voucher.Issued(),
          Optional.empty(),
          List.of(),
          0,
          new TreeMap<>(Map.of(DAY, 150L)),
          0,
          "WXYZ",
          1);
    }
  }

  @Nested
  class Costs {

    @Test
    void a_gift_is_two_reads_and_one_transaction() {
      var camille = camille();
      feast.inTheNightTo(DAY);
      feast.gives(feast.enrol("warm-up", BORN, ENROLLED));
      var used = proxy.meter().during(() -> feast.gives(camille));
      assertThat(used.total())
          .as(
              "account, entry, voucher, profile; a row in the index of what is due, two of"
                  + " birthdays")
          .isEqualTo(new Cost(3, 2, 4 * 2 + 1 + 2));
    }

    @Test
    void a_birthday_that_was_had_is_one_read() {
      var camille = camille();
      feast.night(DAY);
      var used = proxy.meter().during(() -> feast.gives(camille));
      assertThat(used.total()).isEqualTo(new Cost(1, 1, 0));
    }

    @Test
    void a_night_without_birthdays_reads_half_a_unit_for_each_shard() {
      feast.inTheNightTo(DAY);
      feast.ring();
      var used = proxy.meter().during(feast::workOff);
      assertThat(used.of("Query").calls()).isBetween(64L, 65L);
      assertThat(used.readUnits()).isLessThanOrEqualTo(34);
      assertThat(used.writeUnits()).isZero();
    }
  }

  @Test
  void samples_of_the_schedule_and_of_the_queue_are_understood() throws IOException {
    feast.inTheNightTo(DAY);
    assertThat(feast.handle(sample("schedule.json"))).isEqualTo("[\"" + feast.programme + "\"]");
    assertThat(feast.handle(sample("queue.json"))).isEqualTo("{\"batchItemFailures\":[]}");
  }

  private String sample(String name) throws IOException {
    return Files.readString(Path.of("..", "..", "events", "birthday-gifts", name))
        .replace("tradition-des-vosges", feast.programme.value());
  }
}
