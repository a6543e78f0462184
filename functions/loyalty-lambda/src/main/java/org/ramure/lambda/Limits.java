// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a field may hold; for the compact constructors of request records. A breach is the sender's
/// fault and names the field.
public final class Limits {

  private Limits() {}

  private static final Pattern HALF_OF_A_PAIR = Pattern.compile("\\p{Cs}");
  private static final Pattern SOMETHING = Pattern.compile("[^\\s\\p{Z}\\uFEFF]");

  /// Text that has something to read in it, no control characters, and at most {@code max}
  /// characters, of whatever script: the contract's {@code Written}. Half of a surrogate pair is no
  /// character: written as UTF-8 it would become a question mark.
  public static String text(String field, String value, int max) {
    if (!SOMETHING.matcher(value).find()) {
      throw new Json.Malformed(field, "must not be empty");
    }
    if (value.codePointCount(0, value.length()) > max) {
      throw new Json.Malformed(field, "must be at most " + max + " characters long");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new Json.Malformed(field, "must not contain control characters");
    }
    if (HALF_OF_A_PAIR.matcher(value).find()) {
      throw new Json.Malformed(field, "must not contain half of a surrogate pair");
    }
    return value;
  }

  public static Optional<String> text(String field, Optional<String> value, int max) {
    return value.map(v -> text(field, v, max));
  }

  public static <C extends Collection<?>> C count(String field, C values, int max) {
    if (values.size() > max) {
      throw new Json.Malformed(field, "must have at most " + max + " elements");
    }
    return values;
  }

  public static long range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new Json.Malformed(field, "must be from " + min + " to " + max);
    }
    return value;
  }
}
