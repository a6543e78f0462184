// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.programme.Channel;
import org.ramure.programme.ProgrammeTerms.Tier;
import org.ramure.purchase.Context;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Charges;
import org.ramure.purchase.Evidence.Line;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Place;
import org.ramure.purchase.Evidence.VoucherUse;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.Rated;
import org.ramure.purchase.Rating;

/// Two real programmes run as configuration, not as code.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceProgrammesTest {

  private static final Instant NOON = Instant.parse("2026-05-11T10:00:00Z");

  private final ProgrammeDocument tradition = read("tradition-des-vosges");
  private final ProgrammeDocument patyka = read("patyka-privileges");

  private static ProgrammeDocument read(String programme) {
    try {
      return ProgrammeDocument.published(
          Files.readString(ProgrammeDocumentTest.fixture(programme)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          LINES              , SHIPPING , VOUCHER , POINTS
          19.95 19.95        , 0.00     , 0.00    , 39
          149.99             , 5.90     , 0.00    , 149
          150.00             , 0.00     , 0.00    , 150
          89.00 45.50 120.00 , 6.90     , 10.00   , 244
          8.00               , 4.90     , 10.00   , 0
          """)
  void one_euro_is_one_point_at_tradition_des_vosges(
      String lines, String shipping, String voucher, long points) {
    for (var channel : List.of(Channel.WEB, Channel.TILL)) {
      assertThat(rate(tradition, channel, lines, shipping, voucher).points()).isEqualTo(points);
    }
  }

  @Test
  void a_hundred_and_fifty_points_buy_a_voucher_of_ten_euros_for_three_months() {
    var reward = tradition.terms().reward().orElseThrow();
    assertThat(reward.threshold()).isEqualTo(150);
    assertThat(reward.amountMinor()).isEqualTo(1000);
    assertThat(reward.validityMonths()).isEqualTo(3);
    assertThat(tradition.terms().points().lifeMonths()).isEqualTo(12);
    assertThat(tradition.terms().points().pendingDays()).containsEntry(Channel.WEB, 0);
  }

  @Test
  void the_line_says_which_offer_gave_how_much_for_what() {
    var why = rate(tradition, Channel.WEB, "42.50", "5.90", "0.00").why();
    assertThat(why.getFirst().code()).isEqualTo("earned.rule");
    assertThat(why.getFirst().facts())
        .containsEntry("label.fr", "1 € = 1 point")
        .containsEntry("basisMinor", "4250")
        .containsEntry("points", "42");
  }

  @Test
  void purchases_earn_on_every_channel_at_patyka() {
    for (var channel : Channel.values()) {
      assertThat(rate(patyka, channel, "38.00 24.50", "0.00", "0.00").points()).isEqualTo(62);
    }
  }

  @Test
  void patyka_has_four_statuses() {
    assertThat(patyka.terms().tiers())
        .extracting(Tier::id)
        .containsExactly("initie", "prestige", "exclusif", "absolu");
  }

  private static Rated rate(
      ProgrammeDocument document, Channel channel, String lines, String shipping, String voucher) {
    var order = order(channel, lines, cents(shipping), cents(voucher));
    var key = new PurchaseKey(document.programme(), "shop", "1001");
    var purchase = Purchase.fold(key, List.<Evidence>of(order), document.terms().points());
    return Rating.rate(purchase.orElseThrow(), document.terms(), Context.UNKNOWN, NOON);
  }

  private static Order order(Channel channel, String amounts, long shipping, long voucher) {
    var zone = ZoneId.of("Europe/Paris");
    var store = channel == Channel.WEB ? Optional.<String>empty() : Optional.of("S1");
    return new Order(
        NOON,
        NOON,
        Evidence.Status.PAID,
        NOON,
        LocalDate.ofInstant(NOON, zone),
        channel,
        new Place(store, List.of(), zone),
        "1001",
        java.util.Currency.getInstance("EUR"),
        lines(amounts),
        new Charges(shipping, 0, 0, 0),
        0,
        voucher == 0 ? List.of() : List.of(new VoucherUse("V1", voucher, Map.of())),
        Optional.empty(),
        List.of());
  }

  private static List<Line> lines(String amounts) {
    var lines = new ArrayList<Line>();
    for (var amount : amounts.trim().split(" +")) {
      var id = "L" + lines.size();
      var kind = Line.Kind.GOODS;
      lines.add(new Line(id, id, id, List.of(), BigDecimal.ONE, cents(amount), 0, 0, kind));
    }
    return lines;
  }

  private static long cents(String amount) {
    return new BigDecimal(amount).movePointRight(2).longValueExact();
  }
}
