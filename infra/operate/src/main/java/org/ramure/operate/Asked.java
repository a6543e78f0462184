// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import java.util.HashMap;
import java.util.Map;

/// The words of a command line: `name=value`, and empty where Maven was told nothing.
record Asked(Map<String, String> words) {

  static Asked of(String[] arguments) {
    var words = new HashMap<String, String>();
    for (String argument : arguments) {
      var parts = argument.split("=", 2);
      words.put(parts[0], parts.length < 2 ? "" : parts[1]);
    }
    return new Asked(words);
  }

  /// @throws IllegalArgumentException where it was not said
  String required(String name) {
    var value = words.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("-D" + name + "=… is missing");
    }
    return value;
  }

  boolean isSet(String name) {
    return "true".equals(words.get(name));
  }
}
