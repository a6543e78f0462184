// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

/// Where a function leaves work for later.
@FunctionalInterface
public interface MessageQueue {

  void send(String body);
}
