// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.concurrent.atomic.AtomicInteger;

/// Table names that belong to one test class, so that all classes of a JVM can share one DynamoDB.
public record TableNames(String prefix) {

  private static final AtomicInteger CLASSES = new AtomicInteger();

  static TableNames of(Class<?> test) {
    return new TableNames(test.getSimpleName() + "-" + CLASSES.incrementAndGet() + "-");
  }

  public String of(String name) {
    return prefix + name;
  }
}
