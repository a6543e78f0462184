// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The threads of the mappings; they end together, and so do their pauses.
final class Threads implements AutoCloseable {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stopped = new CountDownLatch(1);

  interface Work {
    void run() throws IOException, InterruptedException;
  }

  void start(Work work) {
    var unused = executor.submit(() -> guarded(work));
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      if (!isStopped()) {
        e.printStackTrace(System.err);
      }
    }
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  void pause(long milliseconds) throws InterruptedException {
    if (stopped.await(milliseconds, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("The stack is closing");
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    executor.shutdownNow();
  }
}
