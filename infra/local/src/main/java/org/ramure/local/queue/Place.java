// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

/// Where a message stands in a FIFO queue.
///
/// @param group messages of one are given out one after another
/// @param deduplicationId sent again within five minutes, a message with the same is a repeat
public record Place(String group, String deduplicationId) {

  /// In a standard queue.
  static final Place NONE = new Place("", "");

  boolean isInGroup() {
    return !group.isEmpty();
  }
}
