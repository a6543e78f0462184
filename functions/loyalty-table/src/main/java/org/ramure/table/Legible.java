// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Items that may not be what their keys say they are. Whoever works with an item lets the reading
/// of it fail; an audit goes on and tells of it.
public final class Legible {

  private Legible() {}

  /// What reading gives; empty where an item is not what it must be. A table that does not answer
  /// is another matter and still fails.
  public static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (SdkException noAnswer) {
      throw noAnswer;
    } catch (RuntimeException illegible) {
      return Optional.empty();
    }
  }
}
