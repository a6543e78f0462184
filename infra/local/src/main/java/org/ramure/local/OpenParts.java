// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been started so far; closed in reverse order, each whatever happens to the others.
final class OpenParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /// A part that comes up after all has been closed is closed at once.
  synchronized <T extends AutoCloseable> T add(T part) {
    if (closed) {
      close(part);
    } else {
      parts.push(part);
    }
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) { // whatever it is, the others must be closed too
      System.err.println("Closing " + part.getClass().getSimpleName() + ": " + e);
    }
  }
}
