// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.child;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;

/// The main class of a function's JVM: AWS's Runtime Interface Client, and a thread that ends the
/// process when its standard input does. The stack holds the other end of that pipe, so however the
/// stack ends (`kill -9` too), its functions end with it.
public final class FunctionProcess {
  private FunctionProcess() {}

  /// @param args the handler, as the Runtime Interface Client takes it
  public static void main(String[] args) throws Throwable {
    Thread.ofPlatform().daemon().name("stack-watch").start(FunctionProcess::endWithInput);
    AWSLambda.main(args);
  }

  @SuppressWarnings("StatementWithEmptyBody")
  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      System.err.println("The stack cannot be reached: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }
}
