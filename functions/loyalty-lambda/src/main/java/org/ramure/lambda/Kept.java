// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What was read is kept for a minute in a warm function. What was not found is read again each
/// time: "not there" must not outlive the moment it was true.
public final class Kept<K, V> {

  public static final Duration FOR = Duration.ofSeconds(60);

  private static final int AT_MOST = 1_000;

  private final Function<K, Optional<V>> read;
  private final InstantSource clock;
  private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

  private record Entry<V>(V value, Instant until) {}

  public Kept(Function<K, Optional<V>> read, InstantSource clock) {
    this.read = read;
    this.clock = clock;
  }

  public Optional<V> get(K key) {
    var now = clock.instant();
    var kept = entries.get(key);
    if (kept != null && now.isBefore(kept.until())) {
      return Optional.of(kept.value());
    }
    var value = read.apply(key);
    value.ifPresentOrElse(found -> keep(key, found, now), () -> entries.remove(key));
    return value;
  }

  /// Lets it be read again: it changed here.
  public void forget(K key) {
    entries.remove(key);
  }

  private void keep(K key, V value, Instant now) {
    if (entries.size() >= AT_MOST) {
      entries.clear();
    }
    entries.put(key, new Entry<>(value, now.plus(FOR)));
  }
}
