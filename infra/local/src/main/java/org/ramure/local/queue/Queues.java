// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// All queues of the template, and who is whose dead-letter queue.
public final class Queues {
  private final List<LocalQueue> queues = new ArrayList<>();

  public Queues(Resources resources, Path folder) throws IOException {
    for (Resource queue : resources.of(Kind.QUEUE).toList()) {
      queues.add(new LocalQueue(queue, folder));
    }
  }

  public List<LocalQueue> all() {
    return List.copyOf(queues);
  }

  /// @param called logical id (with or without CDK's hash), physical name, ARN or URL
  public Optional<LocalQueue> find(String called) {
    String name = called.substring(Math.max(called.lastIndexOf('/'), called.lastIndexOf(':')) + 1);
    return queues.stream().filter(queue -> queue.isCalled(name)).findFirst();
  }

  public LocalQueue get(String called) {
    return find(called)
        .orElseThrow(() -> new IllegalArgumentException("There is no queue " + called));
  }

  public List<Message> receive(LocalQueue queue, int most, Duration invisible, Duration patience)
      throws InterruptedException {
    return queue.receive(most, invisible, patience, queue.deadLetterArn().map(this::get));
  }

  /// The queue whose dead letters this one gets.
  public Optional<LocalQueue> sourceOf(LocalQueue deadLetters) {
    return queues.stream()
        .filter(queue -> queue.deadLetterArn().filter(deadLetters.arn()::equals).isPresent())
        .findFirst();
  }

  /// Sends dead letters back to the queue they came from.
  ///
  /// @return how many
  public int redrive(LocalQueue deadLetters) {
    LocalQueue source =
        sourceOf(deadLetters)
            .orElseThrow(
                () -> new IllegalArgumentException(deadLetters.name() + " has no source queue"));
    return deadLetters.moveAll(source);
  }
}
