// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.explain;

import java.util.Map;
import java.util.TreeMap;

/// One reason, as a code with its facts; a line of history or a refusal is explained by a list of
/// them. Codes are listed in the message files, French and English.
///
/// @param code lower-case words joined by dots, for example {@code earned.rule}
/// @param facts what the sentence needs, by name: amounts in minor units, ISO dates, labels
public record Reason(String code, Map<String, String> facts) {

  public Reason {
    facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  public static Reason of(String code) {
    return new Reason(code, Map.of());
  }

  public static Reason of(String code, String name, Object value) {
    return new Reason(code, Map.of(name, value.toString()));
  }

  /// The same reason with one more fact.
  public Reason with(String name, Object value) {
    var more = new TreeMap<>(facts);
    more.put(name, value.toString());
    return new Reason(code, more);
  }
}
