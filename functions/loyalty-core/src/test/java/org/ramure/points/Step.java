// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// What happens to a member.
sealed interface Step {

  int SALES = 6;

  record Wait(int days) implements Step {}

  /// From now on so many points are owed for one of the member's sales.
  record Owe(int sale, int points) implements Step {}

  record Mint() implements Step {}

  /// Each names one of the member's vouchers.
  record Show(int voucher) implements Step {}

  record Hold(int voucher) implements Step {}

  record Redeem(int voucher) implements Step {}

  record GiveBack(int voucher) implements Step {}

  static Arbitrary<Step> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, waiting(1, 90)),
        Tuple.of(1, waiting(200, 500)),
        Tuple.of(1, withoutWaiting()),
        Tuple.of(7, withoutWaiting()));
  }

  static Arbitrary<Step> waiting(int from, int to) {
    return Arbitraries.integers().between(from, to).map(Wait::new);
  }

  static Arbitrary<Step> withoutWaiting() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, owing()),
        Tuple.of(3, Arbitraries.just(new Mint())),
        Tuple.of(1, voucher().map(Show::new)),
        Tuple.of(1, voucher().map(Hold::new)),
        Tuple.of(2, voucher().map(Redeem::new)),
        Tuple.of(1, voucher().map(GiveBack::new)));
  }

  private static Arbitrary<Step> owing() {
    var points = Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(1, 149), Tuple.of(1, 310));
    var any = Arbitraries.integers().between(0, 700);
    return Combinators.combine(
            Arbitraries.integers().between(0, SALES - 1), Arbitraries.oneOf(any, any, points))
        .as(Owe::new);
  }

  private static Arbitrary<Integer> voucher() {
    return Arbitraries.integers().between(0, 9);
  }
}
