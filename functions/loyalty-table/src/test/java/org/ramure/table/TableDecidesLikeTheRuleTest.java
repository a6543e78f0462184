// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.table.LocalVouchers.HOLD;
import static org.ramure.table.LocalVouchers.PARIS;
import static org.ramure.table.LocalVouchers.VOSGES;
import static org.ramure.table.LocalVouchers.heldBy;
import static org.ramure.table.LocalVouchers.usedBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.table.LocalVouchers.Draft;
import org.ramure.table.VoucherTable.Decided;
import org.ramure.voucher.ClosedKey;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;
import org.ramure.voucher.VoucherUse.Outcome;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The rule is written twice, once in Java and once in DynamoDB's own language. Vouchers and uses
/// drawn from every dimension that either looks at must come out the same.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TableDecidesLikeTheRuleTest {

  private static final int CASES = 1000;

  private static final LocalDate TODAY = LocalDate.of(2027, 4, 1);
  private static final List<ZoneId> STORES =
      List.of(PARIS, ZoneId.of("Indian/Reunion"), ZoneId.of("America/Guadeloupe"));
  private static final List<LocalTime> TIMES =
      List.of(
          LocalTime.NOON,
          LocalTime.of(23, 59, 59, 999_999_000),
          LocalTime.MIDNIGHT,
          LocalTime.of(0, 14, 59),
          LocalTime.of(0, 15),
          LocalTime.of(5, 0));

  private final LocalVouchers tables;
  private final Random random = new Random(20270401);
  private final Set<String> met = new HashSet<>();

  TableDecidesLikeTheRuleTest(DynamoDbClient client, TableNames names) {
    tables = new LocalVouchers(client, LocalTables.create(client, names.prefix()));
  }

  private enum Verb {
    RESERVE,
    RENEW,
    REDEEM,
    RELEASE;

    Outcome rule(Voucher voucher, Use use) {
      return switch (this) {
        case RESERVE -> VoucherUse.reserve(voucher, use, HOLD);
        case RENEW -> VoucherUse.renew(voucher, use, HOLD);
        case REDEEM -> VoucherUse.redeem(voucher, use);
        case RELEASE -> VoucherUse.release(voucher, use);
      };
    }

    Decided table(VoucherTable table, Voucher voucher, Use use) {
      return switch (this) {
        case RESERVE -> table.reserve(VOSGES, voucher.hash(), use, HOLD);
        case RENEW -> table.renew(VOSGES, voucher.hash(), use, HOLD);
        case REDEEM -> table.redeem(VOSGES, voucher.hash(), use);
        case RELEASE -> table.release(VOSGES, voucher.hash(), use);
      };
    }
  }

  private record Case(Verb verb, Use use, Voucher voucher) {}

  @Test
  void whatever_the_voucher_and_whoever_asks() {
    var cases = IntStream.range(0, CASES).mapToObj(i -> anyCase()).toList();
    tables.given(cases.stream().map(Case::voucher).toList());
    var expected = cases.stream().map(this::compare).toList();
    assertThat(tables.read(cases.stream().map(Case::voucher).toList()))
        .as("written where accepted, untouched where not")
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(met).as("every outcome of every verb was met").containsAll(EXPECTED);
  }

  private Case anyCase() {
    var use = use();
    return new Case(any(Verb.values()), use, voucher(use).voucher());
  }

  /// Else the test could become empty without a word.
  private static final Set<String> EXPECTED =
      Set.of(
          "RESERVE Accepted",
          "RESERVE Repeated",
          "RESERVE KeyReused",
          "RESERVE GivenBack",
          "RESERVE AlreadyRedeemed",
          "RESERVE Cancelled",
          "RESERVE Expired",
          "RESERVE NotYetValid",
          "RESERVE ReservedElsewhere",
          "RESERVE BasketTooSmall",
          "RENEW Accepted",
          "RENEW ReservedElsewhere",
          "RENEW Expired",
          "REDEEM Accepted",
          "REDEEM Repeated",
          "REDEEM KeyReused",
          "REDEEM GivenBack",
          "REDEEM AlreadyRedeemed",
          "REDEEM Expired",
          "REDEEM NotYetValid",
          "REDEEM ReservedElsewhere",
          "REDEEM BasketTooSmall",
          "REDEEM LossNotAccepted",
          "RELEASE Accepted",
          "RELEASE AlreadyRedeemed",
          "RELEASE NothingHeld");

  /// @return the voucher as it must be from now on
  private Voucher compare(Case c) {
    var rule = c.verb.rule(c.voucher, c.use);
    var decided = c.verb.table(tables.vouchers, c.voucher, c.use);
    assertThat(decided.outcome()).as(c.toString()).isEqualTo(rule);
    var expected =
        rule instanceof VoucherUse.Accepted(Voucher.State next)
            ? LocalVouchers.writtenOnce(c.voucher.as(next))
            : c.voucher;
    assertThat(decided.voucher()).contains(expected);
    met.add(c.verb + " " + name(rule));
    return expected;
  }

  private static String name(Outcome outcome) {
    return outcome instanceof VoucherUse.Refused(var why)
        ? why.getClass().getSimpleName()
        : outcome.getClass().getSimpleName();
  }

  private Use use() {
    var now = TODAY.atTime(any(TIMES)).atZone(PARIS).toInstant();
    return new Use(
        "basket",
        any("shop", "tills"),
        any(Optional.empty(), Optional.of("nancy")),
        any(Optional.empty(), Optional.of("order-1")),
        any(800L, 1000L, 5000L),
        random.nextBoolean(),
        PARIS,
        any(STORES),
        now);
  }

  private Draft voucher(Use use) {
    int first = any(-30, -30, -30, 0, 1);
    int last = Math.max(first, any(-2, -1, 0, 1, 60));
    var draft =
        LocalVouchers.issued()
            .valid(TODAY.plusDays(first), TODAY.plusDays(last))
            .from(any(0L, 0L, 1000L, 5001L))
            .in(state(use));
    return switch (random.nextInt(8)) {
      case 0 -> draft.closedFor(ClosedKey.basket(use.source(), "basket"));
      case 1 -> draft.closedFor(ClosedKey.purchase(use.source(), "order-1"));
      case 2 -> draft.closedFor(ClosedKey.basket("elsewhere", "basket"));
      default -> draft;
    };
  }

  private Voucher.State state(Use use) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Voucher.Issued();
      case 2, 3 -> heldBy(any(use, similar(use)), until(use.now()));
      case 4, 5 ->
          usedBy(
              any(use, similar(use)),
              any(use.purchase(), Optional.of("order-1")),
              random.nextBoolean());
      default -> any(new Voucher.Expired(), new Voucher.Cancelled());
    };
  }

  private Instant until(Instant now) {
    return now.plusSeconds(any(-60, 0, 1, 600));
  }

  /// Differs in one thing, or in nothing.
  private Use similar(Use use) {
    return new Use(
        any("basket", "other"),
        any(use.source(), "elsewhere"),
        any(use.store(), Optional.of("metz")),
        any(use.purchase(), Optional.of("order-2")),
        any(use.basketMinor(), 4000L),
        false,
        PARIS,
        PARIS,
        use.now().minusSeconds(300));
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
