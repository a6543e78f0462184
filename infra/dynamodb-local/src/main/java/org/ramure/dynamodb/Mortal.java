// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A process that can be killed at any of its steps: a step is whatever others can see of it, a
/// write to a table or a message sent.
public final class Mortal {

  private static final Set<String> WRITES = Set.of("transactWriteItems", "updateItem", "putItem");
  private static final int NEVER = Integer.MAX_VALUE;

  private int stepsLeft = NEVER;
  private boolean stepDone;

  /// Nothing of ours catches it.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /// Whether work is cut off before a step is done, or right after it.
  public enum Moment {
    BEFORE,
    AFTER
  }

  /// Runs work that dies at its {@code nth} step.
  ///
  /// @return whether it did; false where it has no such step
  public boolean dies(Moment moment, int nth, Runnable work) {
    stepsLeft = nth;
    stepDone = moment == Moment.AFTER;
    try {
      work.run();
      return false;
    } catch (Killed _) {
      return true;
    } finally {
      stepsLeft = NEVER;
    }
  }

  /// A client through which the process does all it does.
  public DynamoDbClient client(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            Mortal.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) -> call(client, method, arguments));
  }

  private Object call(DynamoDbClient client, Method method, @Nullable Object[] arguments)
      throws Throwable {
    boolean write = WRITES.contains(method.getName());
    if (write) {
      before();
    }
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (write) {
        after();
      }
    }
  }

  /// Anything else that others can see.
  public void step(Runnable step) {
    before();
    step.run();
    after();
  }

  private void before() {
    stepsLeft--;
    if (stepsLeft == 0 && !stepDone) {
      throw new Killed();
    }
  }

  private void after() {
    if (stepsLeft == 0 && stepDone) {
      throw new Killed();
    }
  }
}
