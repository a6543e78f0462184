// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;
import org.ramure.lambda.identity.PhoneNumbers;
import org.ramure.member.Identity;

/// What recognises a person, as a caller gives it; at least one.
record GivenIdentities(
    Optional<String> email,
    Optional<String> phone,
    Optional<String> card,
    Optional<GivenShopCustomer> shopCustomer) {

  private static final int LONGEST = 320;

  record GivenShopCustomer(String source, String id) {
    GivenShopCustomer {
      Limits.text("source", source, 64);
      Limits.text("id", id, LONGEST);
    }
  }

  GivenIdentities {
    Limits.text("email", email, LONGEST);
    Limits.text("phone", phone, LONGEST);
    Limits.text("card", card, LONGEST);
  }

  Optional<String> source() {
    return shopCustomer.map(GivenShopCustomer::source);
  }

  /// All of them in their normal form.
  ///
  /// @throws Json.Malformed naming the first that cannot be what it is said to be
  List<Identity> normal(Optional<String> phoneRegion) {
    var identities = given(phoneRegion);
    if (identities.isEmpty()) {
      throw new Json.Malformed("identities", "at least one is needed");
    }
    return identities;
  }

  private List<Identity> given(Optional<String> phoneRegion) {
    return Stream.of(
            email.map(e -> valid("email", "no e-mail address", Identity.email(e))),
            phone.map(
                p ->
                    valid(
                        "phone",
                        "no telephone number there; with + and country code any will do",
                        PhoneNumbers.phone(p, phoneRegion))),
            card.map(c -> valid("card", "no card number", Identity.card(c))),
            shopCustomer.map(
                s ->
                    valid(
                        "shopCustomer.id",
                        "no customer id",
                        Identity.shopCustomer(s.source(), s.id()))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Identity valid(String field, String problem, Optional<Identity> identity) {
    return identity.orElseThrow(() -> new Json.Malformed("identities." + field, problem));
  }
}
