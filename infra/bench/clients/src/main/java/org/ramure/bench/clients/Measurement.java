// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

/// What is measured.
enum Measurement {
  COLD("Cold: from the start of the JVM to the first answer", 1),
  AOT("Cold, with an AOT cache", 1),
  WARM("Warm: a call among many", 2),
  IDLE("Warm: a call after a pause of 6 s", 4);

  private final String title;
  private final int shareOfRounds;

  Measurement(String title, int shareOfRounds) {
    this.title = title;
    this.shareOfRounds = shareOfRounds;
  }

  String title() {
    return title;
  }

  int rounds(int coldRounds) {
    return Math.ceilDiv(coldRounds, shareOfRounds);
  }
}
