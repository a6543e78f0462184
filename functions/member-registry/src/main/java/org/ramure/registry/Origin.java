// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.util.Optional;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;

/// Where a person stands: store and shop as named or as the key is bound to, both of the caller's
/// own programme.
record Origin(Optional<Store> store, Optional<Source> source) {

  /// @param source that the shop's customer id is of
  static Origin of(
      ApiKeyCaller caller, Optional<String> store, Optional<String> source, Programmes programmes) {
    if (store.filter(caller::isForeignStore).isPresent()) {
      throw new Problem.Refused(Problem.forbidden("This key speaks for another store").at("store"));
    }
    if (source.filter(caller::isForeignSource).isPresent()) {
      throw new Problem.Refused(
          Problem.forbidden("This key speaks for another source")
              .at("identities.shopCustomer.source"));
    }
    return new Origin(
        caller.storeMeant(store).map(id -> store(caller, id, programmes)),
        source.map(id -> source(caller, id, programmes)));
  }

  Optional<String> storeId() {
    return store.map(Store::id);
  }

  /// A number is at home where it was given: in the store, else in the shop's country.
  Optional<String> phoneRegion() {
    return store.map(Store::phoneRegion).or(() -> source.flatMap(Source::phoneRegion));
  }

  private static Store store(ApiKeyCaller caller, String id, Programmes programmes) {
    return programmes
        .store(caller.programme(), id)
        .orElseThrow(() -> new Problem.Refused(Problem.unknownStore("store")));
  }

  private static Source source(ApiKeyCaller caller, String id, Programmes programmes) {
    return programmes
        .source(caller.programme(), id)
        .orElseThrow(
            () -> new Problem.Refused(Problem.unknownSource("identities.shopCustomer.source")));
  }
}
