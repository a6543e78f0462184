// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.ramure.explain.Reason;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Move;
import org.ramure.points.PotCode;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.StoredItems;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One programme with a member, a purchase and a voucher, whatever may be known of them, and the
/// items that say it. Everything that nobody else may learn stands in {@link #SECRETS}.
final class Shop {

  static final ProgrammeId VOSGES = new ProgrammeId("tradition-des-vosges");
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final MemberId CAMILLE = new MemberId("mbr_7Qh2Xk");
  static final Instant NOON = Instant.parse("2026-03-14T11:00:00.25Z");
  static final Instant WRITTEN = Instant.parse("2026-03-14T11:00:01Z");
  static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
  static final PurchaseKey SALE = new PurchaseKey(VOSGES, "vosges-web", "450789469");
  static final String CODE_HASH = "c0de".repeat(16);
  static final String MAIL_HASH = "5ec2e7".repeat(10) + "abcd";
  static final String CHAIN = "f00d".repeat(16);

  /// None of it may be in an event.
  static final List<String> SECRETS =
      List.of(
          "Camille-Zoé",
          "Vauthier",
          "1988-11-23",
          "camille.vauthier@example.com",
          "+33612345678",
          "card-99887766",
          "customer-31337",
          "api-key-of-the-shop",
          CODE_HASH,
          MAIL_HASH,
          CHAIN,
          "basket-4711",
          "basket-0815",
          "Crème pour mains gercées",
          "SKU-1",
          "typed by staff");

  private Shop() {}

  static StreamRecord change(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    var item = after.isEmpty() ? before : after;
    return new StreamRecord(
        "100",
        WRITTEN,
        before.isEmpty() ? "INSERT" : after.isEmpty() ? "REMOVE" : "MODIFY",
        Map.of("pk", attribute(item, "pk"), "sk", attribute(item, "sk")),
        after,
        before);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, AttributeValue.fromS("none"));
  }

  static Map<String, AttributeValue> nothing() {
    return Map.of();
  }

  static Member camille() {
    return new Member(
        CAMILLE,
        new Member.Profile(
            Optional.of("Camille-Zoé"),
            Optional.of("Vauthier"),
            Optional.of(LocalDate.of(1988, 11, 23)),
            "fr",
            Optional.of("epinal")),
        List.of(
            known(new Identity.Email("camille.vauthier@example.com"), IdentityKey.Kind.EMAIL),
            known(new Identity.Phone("+33612345678"), IdentityKey.Kind.PHONE),
            known(new Identity.Card("card-99887766"), IdentityKey.Kind.CARD),
            known(
                new Identity.ShopCustomer("vosges-web", "customer-31337"),
                IdentityKey.Kind.SHOP_CUSTOMER)),
        NOON,
        "api-key-of-the-shop");
  }

  private static Member.KnownIdentity known(Identity identity, IdentityKey.Kind kind) {
    return new Member.KnownIdentity(identity, new IdentityKey(kind, MAIL_HASH));
  }

  static Map<String, AttributeValue> member() {
    return StoredItems.of(VOSGES, camille());
  }

  static Map<String, AttributeValue> identity() {
    return StoredItems.of(VOSGES, camille().keys().getFirst(), camille());
  }

  static Map<String, AttributeValue> order(Evidence.Status status, Instant receivedAt) {
    return StoredItems.of(
        SALE,
        new Evidence.Order(
            NOON.minusSeconds(5),
            receivedAt,
            status,
            NOON.minusSeconds(90),
            TODAY,
            Channel.TILL,
            new Evidence.Place(Optional.of("epinal"), List.of("est"), PARIS),
            "#1001",
            Currency.getInstance("EUR"),
            List.of(
                line("1", 8990, 1000, Evidence.Line.Kind.GOODS),
                line("2", 2500, 0, Evidence.Line.Kind.GIFT_CARD)),
            Evidence.Charges.NONE,
            0,
            List.of(new Evidence.VoucherUse(CODE_HASH, 1000, Map.of())),
            Optional.of("basket-4711"),
            List.of(new IdentityKey(IdentityKey.Kind.EMAIL, MAIL_HASH))));
  }

  private static Evidence.Line line(String id, long gross, long discount, Evidence.Line.Kind kind) {
    return new Evidence.Line(
        id,
        "SKU-1",
        "Crème pour mains gercées",
        List.of("Crème pour mains gercées"),
        BigDecimal.ONE,
        gross,
        discount,
        0,
        kind);
  }

  static Map<String, AttributeValue> refund() {
    return StoredItems.of(
        SALE,
        new Evidence.Refund(
            "509562969",
            NOON,
            NOON.plusSeconds(1),
            List.of(new Evidence.RefundLine("1", BigDecimal.ONE, OptionalLong.of(7990))),
            0,
            0));
  }

  static Map<String, AttributeValue> cancellation() {
    return StoredItems.of(SALE, new Evidence.Cancellation(NOON, NOON.plusSeconds(1)));
  }

  /// @param moves as {@code earned>available:2027-03-14 89, …}
  static Map<String, AttributeValue> entry(long sequence, Entry.Kind kind, String moves) {
    var cause =
        new Cause(
            "points-accrual",
            NOON,
            TODAY,
            3,
            Optional.of(SALE.reference()),
            List.of(
                Reason.of("earned.rule", "label", "Crème pour mains gercées"),
                Reason.of("earned.rule", "label", "another"),
                Reason.of("adjusted.given", "reason", "typed by staff")));
    return StoredItems.of(VOSGES, CAMILLE, new Entry(sequence, kind, moves(moves), cause, CHAIN));
  }

  private static List<Move> moves(String moves) {
    return Arrays.stream(moves.split(", "))
        .filter(move -> !move.isBlank())
        .map(move -> move.split("[> ]"))
        .map(m -> new Move(PotCode.parse(m[0]), PotCode.parse(m[1]), Long.parseLong(m[2])))
        .toList();
  }

  static Map<String, AttributeValue> account(long available, long debt, boolean candidate) {
    return account(available, debt, candidate, TODAY);
  }

  static Map<String, AttributeValue> account(
      long available, long debt, boolean candidate, LocalDate notifiedTo) {
    var candidates = new ArrayList<Account.Candidate>();
    if (candidate) {
      candidates.add(new Account.Candidate(CODE_HASH, "mbr_7Qh2Xk-1", TODAY, new TreeMap<>()));
    }
    var lots = new TreeMap<LocalDate, Long>();
    if (available > 0) {
      lots.put(TODAY.plusYears(1), available);
    }
    return StoredItems.of(
        VOSGES,
        new Account(
            CAMILLE,
            6,
            4,
            TODAY,
            notifiedTo,
            lots,
            new TreeMap<>(),
            debt,
            Account.Standing.NEW,
            Map.of(),
            candidates,
            1,
            Optional.empty(),
            Instant.EPOCH,
            CHAIN));
  }

  static Voucher voucher(long revision, Voucher.State state) {
    return new Voucher(
        CODE_HASH,
        CAMILLE + "-1",
        1,
        CAMILLE,
        Voucher.Kind.REWARD,
        Money.of(1000, "EUR"),
        2000,
        TODAY,
        TODAY.plusMonths(3),
        PARIS,
        state,
        Optional.of(NOON),
        List.of("basket:vosges-web:basket-4711"),
        0,
        new TreeMap<>(Map.of(TODAY.plusYears(1), 150L)),
        0,
        "7KQ2",
        revision);
  }

  static Map<String, AttributeValue> stored(long revision, Voucher.State state) {
    return StoredItems.of(VOSGES, voucher(revision, state));
  }

  /// A state of a voucher in words.
  static Map<String, AttributeValue> voucher(long revision, String words) {
    return switch (words) {
      case "nothing" -> nothing();
      case "issued" -> stored(revision, new Voucher.Issued());
      case "held by web" -> stored(revision, held("vosges-web", "basket-4711", NOON));
      case "held longer by web" ->
          stored(revision, held("vosges-web", "basket-4711", NOON.plusSeconds(60)));
      case "held by till" -> stored(revision, held("tills", "basket-0815", NOON));
      case "used by web" -> stored(revision, used("vosges-web", "basket-4711", Optional.empty()));
      case "used by web, order known" ->
          stored(revision, used("vosges-web", "basket-4711", Optional.of("450789469")));
      case "used by till" -> stored(revision, used("tills", "basket-0815", Optional.of("t~1")));
      case "expired" -> stored(revision, new Voucher.Expired());
      case "voided" -> stored(revision, new Voucher.Cancelled());
      default -> throw new IllegalArgumentException(words);
    };
  }

  static Voucher.Reserved held(String source, String key, Instant at) {
    return new Voucher.Reserved(
        new Voucher.Reservation(
            key,
            source,
            Optional.of("epinal"),
            Optional.empty(),
            6000,
            at,
            at.plus(Duration.ofMinutes(20))));
  }

  static Voucher.Redeemed used(String source, String key, Optional<String> purchase) {
    return new Voucher.Redeemed(
        new Voucher.Redemption(
            key, source, Optional.empty(), purchase, 6000, NOON, purchase.isPresent()));
  }

  static Map<String, AttributeValue> conflict(boolean open) {
    return StoredItems.of(
        VOSGES,
        voucher(4, new Voucher.Issued()),
        new Conflict("vosges-web", "450789469", 1000, NOON, open));
  }
}
