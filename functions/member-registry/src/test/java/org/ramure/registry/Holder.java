// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ramure.explain.LocalizedText;
import org.ramure.explain.Reason;
import org.ramure.member.MemberId;
import org.ramure.money.Money;
import org.ramure.points.Account;
import org.ramure.points.Accrual;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.points.Minting;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.table.Booking;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherCode;

/// A member with an account, as accrual and minting leave it.
final class Holder {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final RewardTerms REWARD =
      new RewardTerms(
          new LocalizedText("Bon", "Voucher"), 150, 1000, 0, 3, RewardTerms.Mode.AUTOMATIC, 10);

  final MemberId id;
  private final Shop shop;

  Holder(Shop shop, String email) {
    this(
        shop,
        new MemberId(
            shop.post("/v1/members", "rk_shop", "{'identities':{'email':'" + email + "'}}")
                .text("id")));
  }

  /// @param id of a member who is enrolled already
  Holder(Shop shop, MemberId id) {
    this.shop = shop;
    this.id = id;
  }

  /// Points of one purchase.
  Holder earns(long points, LocalDate matures, LocalDate lastDay) {
    var reason =
        Reason.of("earned.rule", "points", points)
            .with("basisMinor", points * 100)
            .with("brackets", points)
            .with("bracketMinor", 100)
            .with("rule", "base")
            .with("label.fr", "1 € = 1 point")
            .with("label.en", "€1 = 1 point");
    return book(
        ledger ->
            Accrual.credit(
                ledger, points, new Accrual.Days(matures, lastDay), cause("shop/1001", reason)));
  }

  /// The vouchers that the points buy.
  List<Voucher> mints() {
    var ledger = Ledger.of(shop.ledger.account(Shop.VOSGES, id, TODAY));
    var minted =
        Minting.mint(ledger, REWARD, List.of(), Shop.MORNING, cause("mint"), this::identify);
    var vouchers = new ArrayList<Voucher>();
    var booking = books().open(Shop.VOSGES).ledger(minted.ledger(), Optional.of(REWARD));
    for (int i = 0; i < minted.orders().size(); i++) {
      var voucher = voucher(minted.orders().get(i), minted.candidates().get(i));
      booking.newVoucher(voucher);
      vouchers.add(voucher);
    }
    booking.commit();
    return vouchers;
  }

  VoucherCode codeOf(Voucher voucher) {
    return shop.voucherCodes.current(Shop.VOSGES, voucher.id(), voucher.attempt());
  }

  private Holder book(UnaryOperator<Ledger> change) {
    var ledger = Ledger.of(shop.ledger.account(Shop.VOSGES, id, TODAY));
    books().open(Shop.VOSGES).ledger(change.apply(ledger), Optional.of(REWARD)).commit();
    return this;
  }

  private Booking.Books books() {
    return Booking.Books.of(shop.client, shop.ledger).with(shop.purchases).with(shop.vouchers);
  }

  private Account.Candidate identify(Minting.Order order) {
    var voucherId = id + "-" + order.number();
    var code = shop.voucherCodes.current(Shop.VOSGES, voucherId, 0);
    return new Account.Candidate(
        shop.voucherHashes.hash(code).orElseThrow(), voucherId, order.lastDay(), order.paidWith());
  }

  private Voucher voucher(Minting.Order order, Account.Candidate candidate) {
    return new Voucher(
        candidate.hash(),
        candidate.id(),
        order.number(),
        id,
        Voucher.Kind.REWARD,
        Money.of(1000, "EUR"),
        0,
        order.firstDay(),
        order.lastDay(),
        ZoneId.of("Europe/Paris"),
        new Voucher.Issued(),
        Optional.empty(),
        List.of(),
        0,
        order.paidWith(),
        0,
        shop.voucherCodes.current(Shop.VOSGES, candidate.id(), 0).last4(),
        1);
  }

  private static Cause cause(String subject, Reason... why) {
    return new Cause("tests", Shop.MORNING, TODAY, 1, Optional.of(subject), List.of(why));
  }
}
