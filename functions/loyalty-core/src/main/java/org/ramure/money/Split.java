// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Divides an amount over shares to the cent, nothing lost and nothing invented.
public final class Split {

  private Split() {}

  /// Splits {@code total} in proportion to {@code weights} by the largest remainder; equal
  /// remainders go to the first. Never gives a share more than its weight while {@code total} is
  /// at most the sum of weights.
  ///
  /// @param total minor units, not negative
  /// @param weights not negative; where all are 0, nothing is given
  /// @return one share per weight, adding up to {@code total} (or to 0 where all weights are 0)
  /// @throws IllegalArgumentException where something is negative
  public static List<Long> byLargestRemainder(long total, List<Long> weights) {
    if (total < 0 || weights.stream().anyMatch(w -> w < 0)) {
      throw new IllegalArgumentException("split " + total + " over " + weights);
    }
    var sum = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() == 0) {
      return weights.stream().map(w -> 0L).toList();
    }
    var exact =
        weights.stream()
            .map(
                w ->
                    BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(w))
                        .divideAndRemainder(sum))
            .toList();
    var shares = new ArrayList<>(exact.stream().map(e -> e[0].longValueExact()).toList());
    long left = total - shares.stream().mapToLong(Long::longValue).sum();
    IntStream.range(0, shares.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> exact.get(i)[1]).reversed())
        .limit(left)
        .forEach(i -> shares.set(i, shares.get(i) + 1));
    return List.copyOf(shares);
  }
}
