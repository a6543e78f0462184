// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.client.Address.Given;
import org.ramure.client.model.Basket;
import org.ramure.client.model.PreviewedBasket;
import org.ramure.client.model.PurchaseLine;
import org.ramure.client.model.VoucherPresented;

/// The example of the README is the method below, letter by letter, and it runs.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadmeTest {

  private static final String SOURCE = "src/test/java/org/ramure/client/ReadmeTest.java";

  private static String sells(String address, String key, String code) {
    // begin
    var ramure = Ramure.at(address).speaking("en");
    var till = ramure.as(key);
    var basket = PreviewedBasket.of("EUR", List.of(PurchaseLine.of("1", "1", "139.50")));
    var tried = List.of(PreviewedBasket.Voucher.of(code));
    var shown = till.previewPurchase(basket.withVouchers(tried));
    try {
      var total = Basket.of("cart-1", shown.eligibleTotalMinor(), shown.currency());
      till.redeemVoucher(VoucherPresented.of(code, total));
      return "This basket earns " + shown.points() + " points";
    } catch (ProblemException refused) {
      return refused.detail().orElse("Voucher not accepted");
    }
    // end
  }

  @Test
  void the_example_is_what_is_run_here() throws IOException {
    var source = Files.readString(Path.of(SOURCE)).split("    // (begin|end)\n");
    var readme = Files.readString(Path.of("README.md")).split("```(java)?\n");
    assertThat(source[1].indent(-4)).isEqualTo(readme[1]);
  }

  @Test
  void it_sells_or_says_why_not() {
    try (var address = new Address()) {
      var shown = Given.json(200, Published.file("api/preview-purchase.answer.json"));
      var used = Given.json(201, Published.file("api/redeem-voucher.answer.json"));
      var refused = Published.file("api/voucher-refused.at-a-shop.answer.json");
      assertThat(sells(address.gives(shown, used).text(), "rk_1", "AAKR BNAA RM9Y"))
          .isEqualTo("This basket earns 129 points");
      assertThat(address.got().getLast().body()).contains("\"eligibleTotalMinor\":13671");
      assertThat(sells(address.gives(shown, Given.problem(409, refused)).text(), "rk_1", "X"))
          .isEqualTo("Ce bon ne peut pas être utilisé");
    }
  }
}
