// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.IdentityKey.Kind;
import org.ramure.member.LeapDay;
import org.ramure.member.Member;
import org.ramure.member.Member.KnownIdentity;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.MemberTable.ClaimsDue;
import org.ramure.table.PurchaseTable.Waiting;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MemberTableTest {

  private static final ProgrammeId PATYKA = new ProgrammeId("patyka");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final int THREADS = 16;

  private final DynamoDbProxy proxy;
  private final MemberTable members;
  private final PurchaseTable purchases;
  private final List<PurchaseKey> queued = new ArrayList<>();
  private final Claims claims;

  MemberTableTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    var tables = LocalTables.create(client, names.prefix());
    this.proxy = proxy;
    members = new MemberTable(client, tables.name(TableShape.MEMBERS));
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    claims = new Claims(members, purchases, queued::add);
  }

  private static KnownIdentity card(String number) {
    return new KnownIdentity(new Identity.Card(number), new IdentityKey(Kind.CARD, "c" + number));
  }

  private static KnownIdentity email(String address) {
    return new KnownIdentity(
        new Identity.Email(address), new IdentityKey(Kind.EMAIL, "e" + address.hashCode()));
  }

  private static Member member(String id, KnownIdentity... identities) {
    return new Member(
        new MemberId(id),
        new Member.Profile(
            Optional.of("Marie"),
            Optional.empty(),
            Optional.of(LocalDate.of(1985, 6, 15)),
            "fr",
            Optional.of("lyon")),
        List.of(identities),
        NOW,
        "key:till-1");
  }

  private boolean enrol(Member member) {
    return members.enrol(
        PATYKA,
        member,
        member.profile().birthdayAfter(LocalDate.of(2026, 3, 1), LeapDay.FEBRUARY_28));
  }

  @Test
  void a_member_is_read_as_enrolled() {
    var shop =
        new KnownIdentity(
            new Identity.ShopCustomer("shop", "42"), new IdentityKey(Kind.SHOP_CUSTOMER, "s42"));
    var phone =
        new KnownIdentity(new Identity.Phone("+33612345678"), new IdentityKey(Kind.PHONE, "p1"));
    var marie = member("read", card("1000"), email("marie@example.org"), shop, phone);
    assertThat(enrol(marie)).isTrue();
    assertThat(members.get(PATYKA, marie.id())).contains(marie);
    assertThat(members.get(new ProgrammeId("vosges"), marie.id())).isEmpty();
    assertThat(members.find(PATYKA, marie.keys()).values()).containsOnly(marie.id()).hasSize(4);
    assertThat(members.find(new ProgrammeId("vosges"), marie.keys())).isEmpty();
    assertThat(members.find(PATYKA, List.of())).isEmpty();
  }

  @Test
  void a_taken_identity_leaves_nothing_of_the_second_member() {
    assertThat(enrol(member("first", card("2000")))).isTrue();
    assertThat(enrol(member("second", card("2000"), email("second@example.org")))).isFalse();
    assertThat(members.get(PATYKA, new MemberId("second"))).isEmpty();
    assertThat(members.find(PATYKA, List.of(email("second@example.org").key()))).isEmpty();
  }

  @Test
  void the_strongest_key_decides() {
    enrol(member("holder", card("3000")));
    enrol(member("mailbox", email("shared@example.org")));
    var keys = List.of(email("shared@example.org").key(), card("3000").key());
    assertThat(members.strongest(PATYKA, keys)).contains(new MemberId("holder"));
    assertThat(members.strongest(PATYKA, List.of(card("3999").key()))).isEmpty();
  }

  @Test
  void of_many_enrolments_at_once_with_one_identity_in_common_one_is_made() throws Exception {
    var won = new ArrayList<Boolean>();
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      var racers =
          IntStream.range(0, 4 * THREADS)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> enrol(member("racer-" + i, card("4000"), card("40" + (100 + i)))))
              .toList();
      for (var outcome : pool.invokeAll(racers)) {
        won.add(outcome.get());
      }
    }
    assertThat(won).containsOnlyOnce(true);
    assertThat(members.find(PATYKA, List.of(card("4000").key()))).hasSize(1);
  }

  @Test
  void an_enrolment_waits_out_a_conflict() {
    proxy.inject(CallPattern.of("TransactWriteItems").key("IDENTITY").conflict().times(1));
    assertThat(enrol(member("patient", card("5000")))).isTrue();
  }

  @Test
  void it_costs_what_the_design_says() {
    var marie = member("metered", card("6000"), email("metered@example.org"));
    var enrolment = proxy.meter().during(() -> enrol(marie));
    assertThat(enrolment.calls()).isEqualTo(1);
    assertThat(enrolment.writeUnits()).as("3 items, 2 indexes").isEqualTo(2 * 3 + 2);
    var resolving = proxy.meter().during(() -> members.find(PATYKA, marie.keys()));
    assertThat(resolving.total()).hasToString("1 call, 2 R, 0 W");
    var reading = proxy.meter().during(() -> members.get(PATYKA, marie.id()));
    assertThat(reading.total()).hasToString("1 call, 1 R, 0 W");
  }

  @Nested
  class Purchases_that_waited {

    private PurchaseKey purchase(String id) {
      return new PurchaseKey(PATYKA, "shop", id);
    }

    private void waits(String purchase, KnownIdentity... hints) {
      waits(purchase, NOW, hints);
    }

    private void waits(String purchase, Instant occurredAt, KnownIdentity... hints) {
      purchases.putHints(
          new Waiting(purchase(purchase), occurredAt),
          Stream.of(hints).map(KnownIdentity::key).toList());
    }

    private ClaimsDue due(Member member) {
      return members.claimsDue(PATYKA, member.id()).orElseThrow();
    }

    private Optional<MemberId> claimant(String purchase) {
      return purchases.load(purchase(purchase)).claim().map(c -> c.member());
    }

    private List<MemberId> listedAsDue() {
      return IntStream.range(0, MemberKeys.CLAIMS_SHARDS)
          .boxed()
          .flatMap(shard -> members.claimsDue(PATYKA, shard, NOW.plusSeconds(1)))
          .toList();
    }

    @Test
    void become_the_members_and_are_rated() {
      waits("w1", card("7000"), email("w1@example.org"));
      waits("w2", email("w1@example.org"));
      var marie = member("waited", card("7000"), email("w1@example.org"));
      enrol(marie);
      queued.clear();
      assertThat(claims.finish(PATYKA, due(marie), NOW)).isEqualTo(2);
      assertThat(claimant("w1")).contains(marie.id());
      assertThat(claimant("w2")).contains(marie.id());
      assertThat(queued).containsExactlyInAnyOrder(purchase("w1"), purchase("w2"));
      assertThat(purchases.hinted(PATYKA, card("7000").key(), 20)).isEmpty();
      assertThat(members.claimsDue(PATYKA, marie.id())).isEmpty();
    }

    @Test
    void are_rated_the_oldest_sale_first_whatever_recognised_the_member() {
      waits("o3", NOW.minusSeconds(10), card("7050"));
      waits("o1", NOW.minusSeconds(30), email("oldest@example.org"));
      waits("o2", NOW.minusSeconds(20), card("7050"), email("oldest@example.org"));
      var marie = member("oldest", card("7050"), email("oldest@example.org"));
      enrol(marie);
      queued.clear();
      claims.finish(PATYKA, due(marie), NOW);
      assertThat(queued).containsExactly(purchase("o1"), purchase("o2"), purchase("o3"));
    }

    @Test
    void stay_whose_they_are() {
      waits("theirs", card("7100"));
      purchases.claim(purchase("theirs"), new MemberId("paul"), NOW);
      var marie = member("late", card("7100"));
      enrol(marie);
      queued.clear();
      assertThat(claims.finish(PATYKA, due(marie), NOW)).isZero();
      assertThat(claimant("theirs")).contains(new MemberId("paul"));
      assertThat(queued).isEmpty();
    }

    @Test
    void of_a_shared_mailbox_wait_for_staff() {
      IntStream.rangeClosed(0, Claims.MOST).forEach(i -> waits("m" + i, email("shop@example.org")));
      var marie = member("mailbox-user", email("shop@example.org"));
      enrol(marie);
      assertThat(claims.finish(PATYKA, due(marie), NOW)).isZero();
      assertThat(claimant("m0")).isEmpty();
      assertThat(purchases.hinted(PATYKA, email("shop@example.org").key(), Claims.MOST))
          .hasSize(Claims.MOST + 1);
    }

    @Test
    void are_found_by_the_sweep_where_the_enrolment_broke_off() {
      waits("b1", card("7200"));
      var marie = member("broken-off", card("7200"));
      enrol(marie);
      var breaking =
          new Claims(
              members,
              purchases,
              _ -> {
                throw new IllegalStateException("queue is away");
              });
      assertThatThrownBy(() -> breaking.finish(PATYKA, due(marie), NOW))
          .hasMessageContaining("queue is away");
      assertThat(listedAsDue()).contains(marie.id());
      queued.clear();
      assertThat(claims.finish(PATYKA, due(marie), NOW)).isEqualTo(1);
      assertThat(queued).containsExactly(purchase("b1"));
      assertThat(listedAsDue()).doesNotContain(marie.id());
    }

    @Test
    void are_due_again_where_an_identity_came_meanwhile() {
      var marie = member("again", card("7300"));
      enrol(marie);
      var earlier = new ClaimsDue(marie, NOW.minusSeconds(60));
      members.claimsDone(PATYKA, earlier);
      assertThat(members.claimsDue(PATYKA, marie.id())).isPresent();
    }

    @Test
    void cost_nothing_where_there_are_none() {
      var marie = member("nobody-waited", card("7400"), email("nobody-waited@example.org"));
      enrol(marie);
      var due = due(marie);
      var usage = proxy.meter().during(() -> claims.finish(PATYKA, due, NOW));
      assertThat(usage.calls()).as("a query for each key, and the mark").isEqualTo(3);
      assertThat(Map.copyOf(usage.byOperation())).containsOnlyKeys("Query", "UpdateItem");
    }
  }
}
