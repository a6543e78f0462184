// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

/// Two lines of a page, between which everything is made by a bench.
///
/// @param page what it is called where a mark is missed
/// @param holds what lies between them
record Marks(String page, String holds, String begin, String end) {

  /// @throws IllegalStateException where a mark is missing
  String renewed(String text, String made) {
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException("%s has lost the marks around its %s".formatted(page, holds));
    }
    return text.substring(0, from + begin.length()) + made + text.substring(to);
  }
}
