// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import org.ramure.programme.ProgrammeId;

/// What every message about one sale carries (invariant I1): the shop's order id; for tills
/// {@code store~till~businessDate~ticket}. Delivery ids are never keys.
public record PurchaseKey(ProgrammeId programme, String source, String documentId) {

  public PurchaseKey {
    if (source.isBlank() || documentId.isBlank()) {
      throw new IllegalArgumentException("a purchase needs a source and a document id");
    }
  }

  /// Source and document in one string, as entries, conflicts and closed keys name the purchase.
  public String reference() {
    return source + "/" + documentId;
  }
}
