// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One question, and how it is answered.
interface Bench {

  /// Rounds in which everything that is compared takes its turn, so that whatever else happens
  /// falls on all alike.
  int ROUNDS = 3;

  /// Whether others on the machine can change what it finds.
  default boolean isTimed() {
    return true;
  }

  List<Row> measure(Bed bed) throws IOException, InterruptedException;

  /// What a bench works with.
  ///
  /// @param root of the project
  /// @param folder for what is made, removed afterwards
  record Bed(Path root, Path folder, Bystanders bystanders) {

    /// Between two rounds.
    void look() throws IOException {
      bystanders.look();
      System.err.print('.');
    }
  }
}
