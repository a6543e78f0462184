// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.client.ProblemException;
import org.ramure.client.Ramure;
import org.ramure.client.RamureClient;
import org.ramure.client.model.Basket;
import org.ramure.client.model.Entry;
import org.ramure.client.model.PreviewedBasket;
import org.ramure.client.model.Problem;
import org.ramure.client.model.Purchase;
import org.ramure.client.model.PurchaseCustomer;
import org.ramure.client.model.PurchaseLine;
import org.ramure.client.model.VoucherPresented;

/// A till asks what a basket would earn with a voucher, and then sells it; through the client for
/// Java programs.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class PreviewTest {
  private static final List<PurchaseLine> LINES =
      List.of(PurchaseLine.of("1", "1", "139.50").withLabel("Drap"));

  private final RealStack real;
  private final RamureClient till;

  PreviewTest(RealStack real) {
    this.real = real;
    this.till =
        Ramure.at(real.stack.api().toString()).speaking("en").as(real.brand.programme().tillKey());
  }

  @Test
  void a_basket_is_granted_what_it_was_shown() throws Exception {
    var customer = real.join("Sidonie").getFirst();
    var code = real.voucherOf(customer);
    var cart = "cart-" + Brand.number();
    var who = PurchaseCustomer.of().withEmail(customer.person().email());
    var shown =
        till.previewPurchase(
            PreviewedBasket.of("EUR", LINES)
                .withBasket(cart)
                .withCustomer(who)
                .withVouchers(List.of(PreviewedBasket.Voucher.of(code))));
    assertThat(shown.points()).isEqualTo(129);
    var reward = shown.reward().orElseThrow();

    var total = Basket.of(cart, shown.eligibleTotalMinor(), "EUR");
    till.redeemVoucher(VoucherPresented.of(code, total));
    var now = Instant.now();
    var sold =
        Purchase.of(now, now, Purchase.Status.PAID, "EUR", LINES)
            .withBasket(cart)
            .withCustomer(who)
            .withVouchers(List.of(Purchase.Voucher.of(code, "10.00")));
    till.putPurchase("caisse-epinal", "T-" + Brand.number(), sold);
    real.awaitQuiet();

    var accrued =
        till.listEntries(customer.id()).entries().stream()
            .filter(entry -> entry.kind().equals(Entry.Kind.ACCRUE))
            .findFirst()
            .orElseThrow();
    assertThat(shown.why()).isEqualTo(accrued.why());
    assertThat(shown.change().available()).isEqualTo(accrued.available());
    assertThat(till.readAccount(customer.id()).available()).isEqualTo(reward.available());
    assertThat(till.listVouchers(customer.id()).vouchers()).hasSize(reward.vouchers());

    var other = VoucherPresented.of(code, Basket.of("cart-" + Brand.number(), 4500, "EUR"));
    var refused = catchThrowableOfType(ProblemException.class, () -> till.redeemVoucher(other));
    assertThat(refused.reason()).isEqualTo(Optional.of(Problem.Reason.ALREADY_REDEEMED));
  }
}
