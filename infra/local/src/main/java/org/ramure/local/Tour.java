// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.io.IOException;

/// Something to do with a stack that is up, found by {@link java.util.ServiceLoader}: show a
/// newcomer what it can do.
public interface Tour {
  /// @param endpoints may be extended and written again
  /// @return the exit code, where the stack is started only for the tour
  int run(LocalStack stack, Endpoints endpoints) throws IOException, InterruptedException;
}
