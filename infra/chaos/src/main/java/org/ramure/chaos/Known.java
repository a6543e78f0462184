// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.chaos.Sale.Place;

/// What one member was answered, and therefore must have. Knows nothing of ledgers: it adds up what
/// was acknowledged.
final class Known {

  private final Life life;
  private final Map<String, Long> owed = new TreeMap<>();
  private final Map<String, Integer> gestures = new TreeMap<>();
  private final List<String> evidence = new ArrayList<>();
  private final Map<String, Use> vouchers = new LinkedHashMap<>();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private Optional<String> member = Optional.empty();

  /// What became of a voucher, as far as anybody was told.
  sealed interface Use {

    /// Nobody has it.
    record Free() implements Use {}

    /// By a till that forgets it.
    record Held() implements Use {}

    /// @param id of the use
    record Used(Place place, String basket, String id) implements Use {}

    /// The sale that used it was called off: free again, in a moment.
    record CalledOff() implements Use {}

    /// Its points went back with goods.
    record Cancelled() implements Use {}
  }

  Known(Life life) {
    this.life = life;
  }

  Life life() {
    return life;
  }

  Optional<String> member() {
    return member;
  }

  /// Something was answered that no plan allows.
  void wrong(String what) {
    wrong.add("member %d: %s".formatted(life.number(), what));
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  synchronized void enrolled(String id) {
    if (member.filter(known -> !known.equals(id)).isPresent()) {
      wrong("enrolled as two members");
    }
    member = Optional.of(id);
  }

  /// @param key under which it was asked, perhaps more than once
  synchronized void given(String key, int points) {
    gestures.put(key, points);
  }

  synchronized long gestures() {
    return gestures.values().stream().mapToLong(Integer::longValue).sum();
  }

  /// @param item of the purchase, as the table sorts them
  synchronized void acknowledged(Sale sale, String item) {
    owed.put(sale.subject(), sale.owed());
    acknowledged(sale.place(), sale.id(), item);
  }

  /// A sale that was made at the counter.
  synchronized void acknowledged(Place place, String id, String item, long points) {
    owed.put(place.source + "/" + id, points);
    acknowledged(place, id, item);
  }

  private void acknowledged(Place place, String id, String item) {
    evidence.add(place.source + "#" + id + " " + item);
  }

  /// Points by purchase.
  synchronized Map<String, Long> owed() {
    return Map.copyOf(owed);
  }

  /// What was acknowledged: source, document and item.
  synchronized List<String> evidence() {
    return List.copyOf(evidence);
  }

  synchronized void voucher(String code, Use use) {
    vouchers.put(code, use);
  }

  synchronized Use use(String code) {
    return vouchers.getOrDefault(code, new Use.Free());
  }

  synchronized Map<String, Use> vouchers() {
    return Map.copyOf(vouchers);
  }
}
