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

  /// How often a stretch is played again because of others.
  int MOST_REPEATS = 5;

  /// A part of a bench that finds the same when it is played again.
  @FunctionalInterface
  interface Stretch<T> {
    T play() throws IOException, InterruptedException;
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

    /// Plays a stretch that can be played again, and does so where others were in its way. What
    // they
    /// did during the last attempt counts.
    <T> T stretch(Stretch<T> stretch) throws IOException, InterruptedException {
      T found = stretch.play();
      for (int again = 0; again < MOST_REPEATS && bystanders.forgetIfBusy(); again++) {
        System.err.print('~');
        found = stretch.play();
      }
      look();
      return found;
    }
  }
}
