// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Another process that starts DynamoDB Local, to be killed in the middle of its life.
record Parent(Process process, ProcessHandle child, URI endpoint) implements AutoCloseable {

  /// The main method of that process.
  static void main(String[] arguments) throws InterruptedException {
    DynamoDbLocal local = DynamoDbLocal.onDisk(Path.of(arguments[0]));
    System.out.println(local.process().pid());
    System.out.println(local.endpoint());
    new CountDownLatch(1).await();
  }

  static Parent start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    return new Parent(process, child, URI.create(output.readLine()));
  }

  /// As `kill -9` does.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
    child.destroyForcibly();
  }
}
