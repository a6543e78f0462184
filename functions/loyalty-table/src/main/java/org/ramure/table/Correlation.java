// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The id of the request at hand. Whatever follows from a request bears it: its log lines, the
/// items it writes, and what those set off in other functions, up to the events that others are
/// told.
///
/// It goes along unseen instead of through every signature, because nothing is ever decided by it:
/// it is no part of any content, hash or condition.
public final class Correlation {

  /// On items, and in messages of our queues.
  public static final String ATTRIBUTE = "correlation";

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

  private Correlation() {}

  /// Empty outside of any request.
  public static Optional<String> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  public static <T> T within(String id, Supplier<T> work) {
    return ScopedValue.where(CURRENT, id).call(work::get);
  }

  /// As it is where there is no other id.
  public static <T> T within(Optional<String> id, Supplier<T> work) {
    return id.map(known -> within(known, work)).orElseGet(work);
  }

  /// Of the request that wrote an item last; empty where it does not say.
  public static Optional<String> of(Map<String, AttributeValue> item) {
    return new Fields(item).optionalText(ATTRIBUTE);
  }
}
