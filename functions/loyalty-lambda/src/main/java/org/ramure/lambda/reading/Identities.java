// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.lambda.identity.PhoneNumbers;
import org.ramure.member.Identity;

/// Normalises what a message tells about its customer. What cannot be an identity is left out: a
/// mistyped phone number is no reason to refuse a sale.
public final class Identities {

  private Identities() {}

  /// @param source whose customer ids these are
  /// @param phoneRegion where a number without a country was given
  public static List<Identity> of(Customer customer, String source, Optional<String> phoneRegion) {
    return Stream.of(
            customer.card().flatMap(Identity::card),
            customer.shopId().flatMap(id -> Identity.shopCustomer(source, id)),
            customer.email().flatMap(Identity::email),
            customer.phone().flatMap(phone -> PhoneNumbers.phone(phone, phoneRegion)))
        .flatMap(Optional::stream)
        .toList();
  }
}
