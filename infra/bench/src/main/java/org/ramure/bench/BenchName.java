// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.util.Locale;

/// The benches, in the order in which they are run and shown.
enum BenchName {
  COLD("what does the first call of a function cost?"),
  WARM("what does a call among many cost?"),
  WEBHOOK("what does a shop cost that repeats itself?"),
  HOT("what happens when all want the same?"),
  DUE("does finding what is due grow with the members?"),
  ZIPS("how large are the functions?"),
  COST("what does it cost on AWS?");

  private final String question;

  BenchName(String question) {
    this.question = question;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String question() {
    return question;
  }
}
