// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

/// How much of a route the gateway lets through, over all callers; what is above gets 429 and costs
/// nothing. The figures are a first guess for a chain of some hundred shops, meant to be changed.
///
/// @param perSecond calls in the long run
/// @param burst calls at once
record Throttle(int perSecond, int burst) {

  /// Machines that try again by themselves when refused: shops' webhooks.
  static final Throttle MACHINES = new Throttle(100, 500);

  /// A customer stands at the till.
  static final Throttle TILLS = new Throttle(200, 400);

  /// A member looks at a page.
  static final Throttle PAGES = new Throttle(100, 200);

  /// Where somebody could try out addresses, numbers or codes.
  static final Throttle GUESSES = new Throttle(50, 100);
}
