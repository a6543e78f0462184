// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// AWS's DynamoDB Local in a child process, on a free port of 127.0.0.1. The child ends with
/// {@link #close}, and with this process however it dies: its standard input closes then.
public final class DynamoDbLocal implements AutoCloseable {

  /// The JIT's first tier only: a test JVM never lives long enough to pay for the second.
  /// log4j-core and its configuration would be a third of the start-up time.
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
          "-Dslf4j.internal.verbosity=ERROR");

  private final Process process;
  private final URI endpoint;

  private DynamoDbLocal(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// Nothing is kept when it ends.
  public static DynamoDbLocal inMemory() {
    return inMemory(System.getProperty("java.class.path"));
  }

  /// @param classPath where DynamoDB Local and this module are found; other entries do no harm
  public static DynamoDbLocal inMemory(String classPath) {
    return start(classPath, List.of());
  }

  /// Tables, items and streams are kept in the folder, also when this process or the child is
  /// killed.
  public static DynamoDbLocal onDisk(Path folder) {
    return onDisk(folder, System.getProperty("java.class.path"));
  }

  /// @param classPath where DynamoDB Local and this module are found; other entries do no harm
  public static DynamoDbLocal onDisk(Path folder, String classPath) {
    try {
      return start(classPath, List.of(Files.createDirectories(folder).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for DynamoDB Local: " + folder, e);
    }
  }

  private static DynamoDbLocal start(String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classPath, Launcher.class.getName()));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new DynamoDbLocal(process, URI.create("http://127.0.0.1:" + port(process)));
    } catch (IOException e) {
      throw new UncheckedIOException("DynamoDB Local did not start", e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int port(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null) {
      throw new IOException(
          "It ended before it listened, with " + process.onExit().join().exitValue());
    }
    return Integer.parseInt(line);
  }

  public URI endpoint() {
    return endpoint;
  }

  /// The child, for whoever wants to kill it.
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    process.onExit().join();
  }
}
