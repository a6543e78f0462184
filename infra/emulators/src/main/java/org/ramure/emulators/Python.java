// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A Python of this machine.
///
/// @param executable its absolute path
/// @param minor 12 for Python 3.12
record Python(Path executable, int minor) {
  private static final String WHICH =
      "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)";

  /// The one of {@code -Dpython=}; or else the first that fits of {@code python3}, those whose name
  /// has their version, and those that pyenv keeps.
  ///
  /// @param newest that the pinned packages are known to run on
  static Python find(int oldest, int newest) throws InterruptedException {
    String asked = System.getProperty("python", "any");
    var seen = new ArrayList<String>();
    for (String candidate : asked.equals("any") ? candidates(oldest, newest) : List.of(asked)) {
      var found = ask(candidate);
      if (found.isPresent() && found.get().isWithin(oldest, newest)) {
        return found.get();
      }
      found.ifPresent(other -> seen.add(candidate + " is 3." + other.minor));
    }
    throw new CannotRun(
        "Python 3.%d%s is needed (%s); -Dpython=<path> names one"
            .formatted(
                oldest,
                newest > oldest ? " to 3." + newest : "",
                seen.isEmpty() ? "there is none" : String.join(", ", seen)));
  }

  private boolean isWithin(int oldest, int newest) {
    return minor >= oldest && minor <= newest;
  }

  private static List<String> candidates(int oldest, int newest) {
    var named =
        IntStream.rangeClosed(oldest, newest).mapToObj(minor -> "python3." + minor).toList();
    return Stream.of(Stream.of("python3"), named.reversed().stream(), ofPyenv())
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<String> ofPyenv() {
    String root = System.getenv("PYENV_ROOT");
    if (root == null || !Files.isDirectory(Path.of(root, "versions"))) {
      return Stream.empty();
    }
    try (Stream<Path> versions = Files.list(Path.of(root, "versions"))) {
      return versions
          .map(version -> version.resolve("bin/python3").toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Optional<Python> ask(String candidate) throws InterruptedException {
    try {
      var result = Command.of(candidate, "-c", WHICH).run();
      var words = result.output().strip().split(" ", 3);
      return result.succeeded() && words[0].equals("3")
          ? Optional.of(new Python(Path.of(words[2]), Integer.parseInt(words[1])))
          : Optional.empty();
    } catch (CannotRun notThere) {
      return Optional.empty();
    }
  }

  /// An environment with exactly these packages, made once for this Python and this list.
  ///
  /// @param requirements pinned, each with the hashes of its files
  /// @return its own Python
  Path environment(Path requirements, Path folder, Report report)
      throws IOException, InterruptedException {
    String content = Files.readString(requirements) + executable + minor;
    Path place = folder.resolve("venv-" + Digest.of(content.getBytes(StandardCharsets.UTF_8)));
    Path python = place.resolve("bin/python");
    if (Files.notExists(place.resolve("complete"))) {
      report.tell("installing " + requirements.getFileName() + " into " + place);
      Command.of(executable.toString(), "-m", "venv", "--clear", place.toString())
          .require("Python cannot make an environment (Debian: install python3-venv)");
      Command.of(
              python.toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--no-deps",
              "--no-compile",
              "--require-hashes",
              "--requirement",
              requirements.toString())
          .require("pip cannot install " + requirements);
      Files.createFile(place.resolve("complete"));
    }
    return python;
  }
}
