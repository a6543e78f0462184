// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Receivers that did not answer a moment ago. What is new for one waits for its next attempt
/// unsent: otherwise each batch of events would wait the whole patience for one dead receiver. Each
/// warm function finds out for itself, so a dead receiver costs it a quarter of its time at most.
final class Resting {

  static final Duration FOR = Duration.ofMinutes(1);

  private final Map<String, Instant> until = new ConcurrentHashMap<>();

  boolean has(String subscription, Instant now) {
    return until.getOrDefault(subscription, Instant.MIN).isAfter(now);
  }

  void add(String subscription, Instant now) {
    until.values().removeIf(time -> !time.isAfter(now));
    until.put(subscription, now.plus(FOR));
  }
}
