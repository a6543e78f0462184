// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.util.Optional;
import org.ramure.programme.ProgrammeId;

/// What every message about one sale carries (invariant I1): the shop's order id; for tills
/// {@code store~till~businessDate~ticket}. Delivery ids are never keys.
public record PurchaseKey(ProgrammeId programme, String source, String documentId) {

  public PurchaseKey {
    if (source.isBlank() || source.contains("/") || documentId.isBlank()) {
      throw new IllegalArgumentException(
          "a purchase needs a source without a slash and a document id, not '"
              + source
              + "' and '"
              + documentId
              + "'");
    }
  }

  /// Source and document in one string, as entries, conflicts and closed keys name the purchase: no
  /// other purchase of the programme has it.
  public String reference() {
    return source + "/" + documentId;
  }

  /// Back from {@link #reference}; empty where the text is none.
  public static Optional<PurchaseKey> parse(ProgrammeId programme, String reference) {
    int slash = reference.indexOf('/');
    return slash > 0 && slash < reference.length() - 1
        ? Optional.of(
            new PurchaseKey(
                programme, reference.substring(0, slash), reference.substring(slash + 1)))
        : Optional.empty();
  }
}
