// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// An emulator that runs. It ends when its standard input does, so it cannot outlive this process.
final class Server implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private Server(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// @param environment all that it gets, beside where programs are
  /// @param folder where it works and logs
  static Server start(List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    Path log = folder.resolve("emulator.log");
    var builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Server(builder.start(), log);
  }

  /// A port that nobody listens on.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Returns when it is ready.
  void await(BooleanSupplier ready, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new CannotRun("The emulator does not start:\n" + lastLines());
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  String lastLines() throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  /// Ends it with all the processes it has started.
  ///
  /// @throws IllegalStateException where one of them goes on
  @Override
  public void close() {
    var family = process.descendants().toList();
    try {
      process.getOutputStream().close();
      end(process.toHandle());
      for (ProcessHandle child : family) {
        end(child);
      }
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
      family.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException("The emulator or one of its functions did not end", e);
    }
  }

  private static void end(ProcessHandle ending)
      throws InterruptedException, ExecutionException, TimeoutException {
    ending.onExit().get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
  }
}
