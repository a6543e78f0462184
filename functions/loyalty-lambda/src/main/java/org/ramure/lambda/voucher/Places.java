// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.voucher;

import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.Store;

/// Finds out where a call comes from. A key bound to a source or store speaks for no other; a
/// source or store that nobody set up is refused, because a misspelt one would part a voucher from
/// its order for good.
public final class Places {

  private final Programmes programmes;
  private final InstantSource clock;

  public Places(Programmes programmes, InstantSource clock) {
    this.programmes = programmes;
    this.clock = clock;
  }

  /// @param source and {@code store} as the body names them
  public Place of(ApiKeyCaller caller, Optional<String> source, Optional<String> store) {
    if (source.filter(caller::isForeignSource).isPresent()) {
      throw refused(Problem.forbidden("This key is bound to another source").at("source"));
    }
    if (store.filter(caller::isForeignStore).isPresent()) {
      throw refused(Problem.forbidden("This key is bound to another store").at("store"));
    }
    var sourceMeant =
        caller
            .sourceMeant(source)
            .orElseThrow(() -> new Json.Malformed("source", "must be given with this key"));
    var storeMeant = caller.storeMeant(store);
    if (caller.scope() == Scope.TILL && storeMeant.isEmpty()) {
      throw new Json.Malformed("store", "must be given with this key");
    }
    return find(caller, sourceMeant, storeMeant);
  }

  /// The place of an earlier call, as an id tells it.
  public Place again(ApiKeyCaller caller, String source, Optional<String> store) {
    if (caller.isForeignSource(source) || store.filter(caller::isForeignStore).isPresent()) {
      throw refused(Problem.forbidden("This key is bound to another source or store"));
    }
    return find(caller, source, store);
  }

  private Place find(ApiKeyCaller caller, String source, Optional<String> storeId) {
    var now = clock.instant();
    var programme = caller.programme();
    if (programmes.source(programme, source).isEmpty()) {
      throw refused(Problem.unknownSource("source"));
    }
    Optional<Store> store =
        storeId.map(
            id ->
                programmes
                    .store(programme, id)
                    .orElseThrow(() -> refused(Problem.unknownStore("store"))));
    return new Place(programmes.inForceAt(programme, now), source, store, now);
  }

  /// Vouchers and baskets are compared in the programme's own currency.
  public static void requireCurrency(Place place, Currency currency) {
    if (!currency.equals(place.currency())) {
      throw refused(
          new Problem(
                  ProblemType.OTHER_CURRENCY,
                  "The basket has another currency",
                  "Vouchers of this programme are in " + place.currency().getCurrencyCode())
              .at("basket.currency"));
    }
  }

  private static Problem.Refused refused(Problem problem) {
    return new Problem.Refused(problem);
  }
}
