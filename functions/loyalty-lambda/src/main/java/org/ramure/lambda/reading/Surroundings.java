// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.IdentityKey;
import org.ramure.purchase.Evidence.Place;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;

/// Gathers what mappings have to know besides the message: terms and stores of the programme, and
/// the keyed hashes that stand for people and codes.
public record Surroundings(
    Programmes programmes, IdentityHashes identities, VoucherHashes vouchers) {

  public static Surroundings of(Environment environment) {
    return new Surroundings(
        Programmes.of(environment),
        new IdentityHashes(KeyRing.of(environment, "IDENTITY_KEYS")),
        new VoucherHashes(KeyRing.of(environment, "LOOKUP_KEYS")));
  }

  public ReadingContext of(Source source, Instant now) {
    var terms = programmes.inForceAt(source.programme(), now).terms();
    return new ReadingContext(
        now,
        terms.currency(),
        terms.points().giftCardPaymentEarns(),
        new Place(Optional.empty(), List.of(), source.zone()),
        store -> programmes.place(source.programme(), store),
        (customer, place) -> hints(customer, place, source),
        vouchers::hash);
  }

  private List<IdentityKey> hints(Customer customer, Place place, Source source) {
    return Identities.of(customer, source.id(), phoneRegion(place, source)).stream()
        .map(identity -> identities.key(source.programme(), identity))
        .toList();
  }

  /// A number typed at a till belongs to the till's country, wherever its head office is.
  private Optional<String> phoneRegion(Place place, Source source) {
    return place
        .store()
        .flatMap(store -> programmes.store(source.programme(), store))
        .map(Store::phoneRegion)
        .or(source::phoneRegion);
  }
}
