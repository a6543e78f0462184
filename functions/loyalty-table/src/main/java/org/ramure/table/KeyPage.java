// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.List;
import java.util.Optional;

/// A part of a walk through a whole table.
///
/// @param keys those of one partition side by side
/// @param next after which key the walk goes on; empty at its end
public record KeyPage(List<Key> keys, Optional<Key> next) {

  public KeyPage {
    keys = List.copyOf(keys);
  }
}
