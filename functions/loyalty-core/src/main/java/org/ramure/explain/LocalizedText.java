// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.explain;

/// A text a member, cashier or marketer reads, in both languages of the product.
public record LocalizedText(String fr, String en) {

  public LocalizedText {
    if (fr.isBlank() || en.isBlank()) {
      throw new IllegalArgumentException("a text needs both languages: " + fr + " / " + en);
    }
  }
}
