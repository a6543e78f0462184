// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import java.time.Duration;

/// Where a function leaves work that is not to be done yet.
@FunctionalInterface
public interface LaterQueue {

  /// SQS holds a message back for so long at most.
  Duration LONGEST = Duration.ofMinutes(15);

  void send(String body, Duration delay);
}
