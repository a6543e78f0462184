// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.bench.Bystanders.Shares;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResultsTableTest {

  private static final String EMPTY =
      "before\n<!-- results: made by the benches -->\n<!-- end of results -->\nafter\n";

  @TempDir Path results;

  @Test
  void the_readme_says_what_the_results_say() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(ResultsTable.renewed(readme, Path.of("results"))).isEqualTo(readme);
  }

  @Test
  void a_bench_that_was_never_run_is_not_left_out() throws IOException {
    assertThat(ResultsTable.renewed(EMPTY, results))
        .startsWith("before\n")
        .endsWith("after\n")
        .contains("### `hot`: what happens when all want the same?\n\nNot measured yet.\n");
  }

  @Test
  void a_goal_that_was_missed_is_said_twice() throws IOException {
    result(
            Row.held("a check: CPU ÷ minimal", 2.714, "×", 2.2, "1542 ms ÷ 568 ms"),
            Row.held("a check: with AOT cache", 0.8, "×", 0.9, ""),
            Row.of("a check: without TLS", 5, "×", ""))
        .write(results);
    assertThat(ResultsTable.renewed(EMPTY, results))
        .contains(
            """
            | a check: CPU ÷ minimal | 2.71 × | ≤ 2.2 | **missed.** 1542 ms ÷ 568 ms |
            | a check: with AOT cache | 0.8 × | ≤ 0.9 |  |
            | a check: without TLS | 5 × | – |  |

            2026-11-27, commit abc1234, Some processor; others took at most 1.23 % of the machine, its hypervisor kept at most 4.56 %.
            """)
        .contains(
            """
            ### Where we lose

            - `cold`, a check: CPU ÷ minimal: 2.71 × instead of ≤ 2.2
            """);
  }

  @Test
  void what_was_kept_is_read_again_as_it_was() throws IOException {
    var result = result(Row.held("a", 1234.5, "ms", 2_000, "why"), Row.of("b", 0.012345, "", ""));
    result.write(results);
    assertThat(Result.find(results, "cold")).contains(result);
  }

  @Test
  void a_readme_without_the_marks_is_not_touched() {
    assertThatThrownBy(() -> ResultsTable.renewed("nothing", results))
        .hasMessageContaining("lost the marks");
  }

  private static Result result(Row... rows) {
    return new Result(
        "cold",
        LocalDate.of(2026, 11, 27),
        "abc1234",
        "Some processor",
        new Shares(0.0123, 0.0456),
        List.of(rows));
  }
}
