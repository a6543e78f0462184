// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A till asks what a basket would earn with a voucher, and then sells it.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class PreviewTest {
  private final RealStack real;

  PreviewTest(RealStack real) {
    this.real = real;
  }

  @Test
  void a_basket_is_granted_what_it_was_shown() throws Exception {
    var customer = real.join("Sidonie").getFirst();
    var code = real.voucherOf(customer);
    var cart = "cart-" + Brand.number();
    var lines = List.of(Map.of("id", "1", "label", "Drap", "quantity", "1", "gross", "139.50"));
    var asked =
        Map.of(
            "currency",
            "EUR",
            "basket",
            cart,
            "customer",
            Map.of("email", customer.person().email()),
            "lines",
            lines,
            "vouchers",
            List.of(Map.of("code", code)));
    var shown = real.brand.till().post("/v1/purchases/preview", asked);
    assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
    assertThat(shown.text("/points")).isEqualTo("129");
    assertThat(shown.text("/reward/vouchers")).isEqualTo("1");

    var use = PlayedDay.use(code, cart, shown.body().path("eligibleTotalMinor").asLong());
    assertThat(real.brand.till().post("/v1/vouchers/redemptions", use).status()).isEqualTo(201);
    var now = Instant.now().toString();
    var sold =
        Map.of(
            "modifiedAt",
            now,
            "occurredAt",
            now,
            "status",
            "PAID",
            "currency",
            "EUR",
            "basket",
            cart,
            "customer",
            asked.get("customer"),
            "lines",
            lines,
            "vouchers",
            List.of(Map.of("code", code, "amount", "10.00")));
    var sale = "/v1/sources/caisse-epinal/purchases/" + Brand.number();
    assertThat(real.brand.till().put(sale, sold).status()).isEqualTo(200);
    real.awaitQuiet();

    var accrued =
        customer.page().entries().stream()
            .filter(entry -> entry.path("kind").asText().equals("ACCRUE"))
            .findFirst()
            .orElseThrow();
    assertThat(shown.body().path("why")).isEqualTo(accrued.path("why"));
    assertThat(shown.body().at("/change/available")).isEqualTo(accrued.path("available"));
    assertThat(customer.page().available())
        .isEqualTo(shown.body().at("/reward/available").asLong());
    assertThat(customer.codes()).hasSize(1).doesNotContain(code);
  }
}
