// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.ramure.lambda.key.CodePress.Coded;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Minting;

/// The ids and codes of one member's new vouchers, each made once. Both follow from the number, so
/// a mint that is tried again makes the same ones.
final class NewCodes implements Minting.Identifier {

  private final LongFunction<Coded> press;
  private final Map<Long, Coded> pressed = new HashMap<>();

  NewCodes(LongFunction<Coded> press) {
    this.press = press;
  }

  @Override
  public Candidate identify(Minting.Order order) {
    var coded = of(order.number());
    return new Candidate(coded.hash(), coded.id(), order.lastDay(), order.paidWith());
  }

  Coded of(long number) {
    return pressed.computeIfAbsent(number, press::apply);
  }
}
