// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A table that is kept as a file, so that a change of it is read in the review. What is found is
/// written to {@code target/golden}: copy it over the file when the change is meant.
record Golden(Path kept, Path found) {

  static Golden of(String name) {
    return new Golden(
        Path.of("src/test/resources/org/ramure/cdk", name), Path.of("target/golden", name));
  }

  void mustBe(List<String> lines) {
    try {
      Files.createDirectories(found.getParent());
      Files.write(found, lines);
      var before = Files.readAllLines(kept);
      assertThat(lines.stream().filter(line -> !before.contains(line)))
          .as("new in %s; if that is meant, copy %s over it", kept, found)
          .isEmpty();
      assertThat(before.stream().filter(line -> !lines.contains(line)))
          .as("gone from %s; if that is meant, copy %s over it", kept, found)
          .isEmpty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
