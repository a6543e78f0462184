// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

/// Counts what passes through the proxy, from its start on. A call is counted before its answer
/// leaves, so whoever has the answer finds the call counted.
public final class Meter {

  private Usage total = Usage.NONE;

  Meter() {}

  synchronized void count(Usage usage) {
    total = total.plus(usage);
  }

  /// Everything so far.
  public synchronized Usage total() {
    return total;
  }

  /// What passes while the work is done, by whomever: not only the work's own calls.
  public <X extends Exception> Usage during(Work<X> work) throws X {
    Usage before = total();
    work.run();
    return total().minus(before);
  }

  /// Something a test does.
  @FunctionalInterface
  public interface Work<X extends Exception> {
    void run() throws X;
  }
}
