// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.tour.PlayedDay;

/// The template and the zips that deploy, from outside: over HTTP alone.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlayedDayTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void a_played_day_comes_out_as_it_must(@TempDir Path state)
      throws IOException, InterruptedException {
    var assembly = ROOT.resolve("infra/cdk/target/cdk.out");
    try (var stack = LocalStack.start(Options.of(assembly, state), _ -> {})) {
      var played = PlayedDay.play(stack.api(), stack.services(), ROOT, System.out);
      assertThat(played.differences()).isEmpty();
    }
  }
}
