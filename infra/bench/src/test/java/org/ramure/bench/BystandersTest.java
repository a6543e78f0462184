// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.bench.Bystanders.Sample;
import org.ramure.bench.Bystanders.Shares;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BystandersTest {

  /// Two processors, ten seconds: 2,000 ticks in all.
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          BUSY , OURS , STOLEN , OTHERS , KEPT  , TOO MUCH
             0 ,    0 ,      0 , 0      , 0     , false
          1000 , 1000 ,      0 , 0      , 0     , false
          1000 ,  990 ,      0 , 0.005  , 0     , false
          1000 ,  900 ,      0 , 0.05   , 0     , false
          1000 ,  898 ,      0 , 0.051  , 0     , true
          2000 ,    0 ,      0 , 1      , 0     , true
          1000 , 1010 ,      0 , 0      , 0     , false
          1000 , 1000 ,    400 , 0      , 0.2   , false
          1000 , 1000 ,    402 , 0      , 0.201 , true
          """)
  void what_the_machine_did_and_we_did_not_was_done_by_others(
      long busy, long ours, long stolen, double others, double kept, boolean tooMuch) {
    var then = new Sample(50_000, 30_000, 600, 7_000);
    var now = new Sample(52_000, 30_000 + busy, 600 + stolen, 7_000 + ours);
    assertThat(now.since(then)).isEqualTo(new Shares(others, kept));
    assertThat(now.since(then).areTooMuch()).isEqualTo(tooMuch);
  }

  @Test
  void one_busy_stretch_spoils_the_run() {
    var quiet = new Shares(0.01, 0.03);
    assertThat(Bystanders.worst(List.of(quiet, new Shares(0.3, 0), quiet)).areTooMuch()).isTrue();
    assertThat(Bystanders.worst(List.of(quiet, new Shares(0, 0.3), quiet)).areTooMuch()).isTrue();
    assertThat(Bystanders.worst(List.of(Shares.NOTHING, quiet)).areTooMuch()).isFalse();
  }

  @Test
  void a_run_that_was_never_looked_at_is_not_valid() {
    assertThat(Bystanders.worst(List.of()).areTooMuch()).isTrue();
  }

  @Test
  void waiting_for_a_disk_is_idle_and_what_a_hypervisor_kept_is_apart() {
    String stat = "cpu  100 5 50 1000 200 3 7 40 0 0";
    var sample = Sample.of(stat, Stream.empty());
    assertThat(sample).isEqualTo(new Sample(1405, 165, 40, 0));
  }

  @Test
  void children_that_have_ended_count_as_ours() {
    String self = "12 (java (one) x) S 1 12 12 0 -1 4194304 9 9 0 0 30 4 200 10 20 0 33 0 71234";
    String child = "13 (sh) S 12 12 12 0 -1 4194304 9 9 0 0 5 1 0 0 20 0 33 0 71234";
    assertThat(Sample.of("cpu 0 0 0 0 0 0 0 0", Stream.of(self, child)).ours()).isEqualTo(250);
  }

  @Test
  void this_very_machine_can_be_looked_at() throws IOException {
    Sample now = Bystanders.now();
    assertThat(now.ours()).isPositive().isLessThanOrEqualTo(now.busy());
    assertThat(now.busy()).isLessThan(now.all());
  }
}
