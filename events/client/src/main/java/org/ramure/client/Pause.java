// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.time.Duration;

/// Waits before a repeat.
@FunctionalInterface
interface Pause {
  void during(Duration wait) throws InterruptedException;
}
