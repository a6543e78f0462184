// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.operate.Smoke;

/// The smoke test that is meant for a real account, tried where it costs nothing.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class SmokeTest {

  private static final String SANDBOX = "bac-a-sable";

  private final RealStack real;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  SmokeTest(RealStack real) {
    this.real = real;
  }

  @Test
  void it_buys_uses_a_voucher_is_refused_the_second_time_and_cleans_up() {
    var office = Office.begin(real.brand.api(), real.stack.services(), SANDBOX);
    assertThat(passes(office.firstKey(), "200.00")).as(told()).isTrue();
    assertThat(steps())
        .containsSubsequence(
            "the purchase is taken",
            "points and a voucher",
            "the voucher is used",
            "a second use is refused",
            "the use is taken back",
            "the purchase is cancelled",
            "its points are gone",
            "the key of a till is withdrawn",
            "the key of a shop is withdrawn");

    told.reset();
    assertThat(passes(office.firstKey(), "10.00")).isFalse();
    assertThat(told()).contains("✗ 10.00 make no voucher");

    told.reset();
    assertThat(passes(real.brand.programme().adminKey(), "200.00"))
        .as("a key of another programme")
        .isFalse();
    assertThat(steps()).isEmpty();
  }

  private boolean passes(String key, String amount) {
    return Smoke.passes(
        real.stack.api().toString(),
        key,
        SANDBOX,
        amount,
        new PrintStream(told, true, StandardCharsets.UTF_8));
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  private List<String> steps() {
    return told()
        .lines()
        .filter(line -> line.startsWith("✓"))
        .map(line -> line.substring(2).replaceFirst(" +[0-9.]+ s$", ""))
        .toList();
  }
}
