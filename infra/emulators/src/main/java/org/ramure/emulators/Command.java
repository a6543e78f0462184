// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program that is run to its end.
///
/// @param environment beside that of this process, without what this process knows of AWS
record Command(List<String> words, Path folder, Map<String, String> environment) {

  Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  static Command of(String... words) {
    return new Command(List.of(words), Path.of("").toAbsolutePath(), Map.of());
  }

  Command in(Path other) {
    return new Command(words, other, environment);
  }

  Command with(Map<String, String> more) {
    var all = new HashMap<>(environment);
    all.putAll(more);
    return new Command(words, folder, all);
  }

  /// @param output both of its streams
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  Result run() throws InterruptedException {
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      try {
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new CannotRun(words.getFirst() + " cannot be started", e);
    }
  }

  /// @param missing what the machine lacks where it fails
  String require(String missing) throws InterruptedException {
    var result = run();
    if (!result.succeeded()) {
      throw new CannotRun(missing + "\n" + result.output().strip());
    }
    return result.output();
  }
}
