// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.util.Optional;

/// What a message tells about who bought: raw personal data, never stored and never logged, only
/// turned into keyed hashes.
///
/// @param shopId the shop's own id of its customer
public record Customer(
    Optional<String> card,
    Optional<String> shopId,
    Optional<String> email,
    Optional<String> phone) {

  public static final Customer UNKNOWN =
      new Customer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Never the data itself: a record's text ends up in logs.
  @Override
  public String toString() {
    return "Customer[…]";
  }
}
