// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ramure.local.tour.ShopifyOrder.Person;

/// Somebody who has joined.
record Customer(Person person, String id, MemberPage page) {

  /// What they have, as they see it: all that must be exact in the end.
  ///
  /// @param entries kind and change of what is available, the oldest first
  /// @param vouchers open ones, by the cents they are worth
  record Statement(long available, List<String> entries, List<Long> vouchers) {

    /// Of {@link Brand#fourOrdersEach}.
    static final Statement OF_FOUR_ORDERS =
        new Statement(
            30,
            List.of("ACCRUE +45", "ACCRUE +45", "ACCRUE +45", "ACCRUE +45", "MINT -150"),
            List.of(1000L));
  }

  /// What no log may hold.
  List<String> secrets() {
    return List.of(
        person.name(),
        person.email(),
        person.phone(),
        person.phone().substring(1),
        Long.toString(person.customerId()));
  }

  Statement statement() {
    return statement(page);
  }

  static Statement statement(MemberPage page) {
    return new Statement(
        page.available(),
        page.entries().reversed().stream().map(Customer::line).toList(),
        page.openVouchers().stream().map(v -> v.path("amountMinor").asLong()).toList());
  }

  private static String line(JsonNode entry) {
    return "%s %+d".formatted(entry.path("kind").asText(), entry.path("available").asLong());
  }

  List<String> codes() {
    return page.openVouchers().stream().map(v -> v.path("code").asText()).toList();
  }
}
