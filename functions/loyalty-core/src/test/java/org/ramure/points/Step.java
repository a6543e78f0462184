// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.points;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
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

  /// Years full of everything.
  static Arbitrary<List<Step>> lives() {
    var step =
        Arbitraries.frequencyOf(
            Tuple.of(2, waiting(1, 60)), Tuple.of(1, waiting(100, 500)), Tuple.of(14, busy()));
    return step.list()
        .ofMinSize(1)
        .ofMaxSize(50)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  /// A few weeks in which nothing expires: vouchers live three months, points longer.
  static Arbitrary<List<Step>> weeks() {
    return Arbitraries.frequencyOf(Tuple.of(1, waiting(1, 3)), Tuple.of(6, busy()))
        .list()
        .ofMaxSize(25)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Step> waiting(int from, int to) {
    return Arbitraries.integers().between(from, to).map(Wait::new);
  }

  private static Arbitrary<Step> busy() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, owing()),
        Tuple.of(5, Arbitraries.just(new Mint())),
        Tuple.of(2, voucher().map(Show::new)),
        Tuple.of(1, voucher().map(Hold::new)),
        Tuple.of(3, voucher().map(Redeem::new)),
        Tuple.of(1, voucher().map(GiveBack::new)));
  }

  private static Arbitrary<Step> owing() {
    var points = Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 149), Tuple.of(1, 310));
    var any = Arbitraries.integers().between(0, 700);
    return Combinators.combine(
            Arbitraries.integers().between(0, SALES - 1), Arbitraries.oneOf(any, any, points))
        .as(Owe::new);
  }

  private static Arbitrary<Integer> voucher() {
    return Arbitraries.integers().between(0, 9);
  }
}
