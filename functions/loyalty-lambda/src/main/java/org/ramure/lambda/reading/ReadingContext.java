// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ramure.member.IdentityKey;
import org.ramure.purchase.Evidence.Place;

/// What a mapping has to know besides the message.
///
/// @param now when the message was received
/// @param currency the programme's: amounts in another one cannot be rated
/// @param giftCardPaymentEarns whether the programme needs to know what gift cards paid
/// @param web where a sale without a store happened: the source's own zone
/// @param stores finds a store by its id; by the source's own name for it where it has one
/// @param hints hashes what may recognise the customer; what is not usable is left out
/// @param vouchers the keyed hash of a code, where it is one of ours
public record ReadingContext(
    Instant now,
    Currency currency,
    boolean giftCardPaymentEarns,
    Place web,
    Function<String, Optional<Place>> stores,
    Hints hints,
    Function<String, Optional<String>> vouchers) {

  /// Hashes a customer's data; the place says which country a phone number belongs to.
  @FunctionalInterface
  public interface Hints {
    List<IdentityKey> of(Customer customer, Place place);
  }
}
