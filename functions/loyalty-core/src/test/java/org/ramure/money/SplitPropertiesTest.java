// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// Nothing lost, nothing invented, whatever is divided (invariant I5).
class SplitPropertiesTest {

  @Property
  void shares_always_add_up_and_are_within_one_unit_of_their_proportion(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long total,
      @ForAll @Size(min = 1, max = 8)
          List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> weights) {
    var shares = Split.byLargestRemainder(total, weights);
    var all = sum(weights);
    if (all.signum() == 0) {
      assertThat(shares).containsOnly(0L);
      return;
    }
    assertThat(sum(shares)).isEqualTo(BigInteger.valueOf(total));
    for (int i = 0; i < weights.size(); i++) {
      var exact = BigInteger.valueOf(total).multiply(BigInteger.valueOf(weights.get(i)));
      var off = BigInteger.valueOf(shares.get(i)).multiply(all).subtract(exact).abs();
      assertThat(off).isLessThan(all);
    }
  }

  @Property
  void nobody_gets_more_than_his_weight_while_there_is_enough_for_all(
      @ForAll @Size(min = 1, max = 8) List<@LongRange(min = 0, max = 9999) Long> weights,
      @ForAll @IntRange(max = 100) int percent) {
    long total = sum(weights).longValueExact() * percent / 100;
    var shares = Split.byLargestRemainder(total, weights);
    for (int i = 0; i < weights.size(); i++) {
      assertThat(shares.get(i)).isBetween(0L, weights.get(i));
    }
  }

  private static BigInteger sum(List<Long> amounts) {
    return amounts.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
