// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

/// Where a function leaves work that waits in line: pieces of one group are done one after another,
/// those of different groups beside each other.
@FunctionalInterface
public interface OrderedQueue {

  /// @param group at most 128 characters
  void send(String group, String body);
}
