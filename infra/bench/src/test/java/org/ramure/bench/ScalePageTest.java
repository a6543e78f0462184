// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScalePageTest {

  private static final Path HOME = Path.of("");
  private static final Path PAGE = Path.of("../docs/concepts/scale.md");

  @Test
  void the_page_says_what_was_metered() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(ScalePage.renewed(page, HOME)).isEqualTo(page);
  }

  @Test
  void ten_thousand_purchases_a_second_are_ten_thousand_times_one() throws IOException {
    double writes = metered("a purchase with its share: write units of Ledger") * 10_000;
    assertThat(Files.readString(PAGE).lines())
        .filteredOn(line -> line.startsWith("| write units a second, Ledger |"))
        .singleElement()
        .satisfies(
            line -> {
              var cells = line.split("\\|");
              var campaign = cells[cells.length - 1].strip().replace(",", "");
              assertThat(Double.parseDouble(campaign)).isBetween(writes * 0.99, writes * 1.01);
            });
  }

  @Test
  void a_page_without_the_marks_is_not_touched() {
    assertThatThrownBy(() -> ScalePage.renewed("nothing", HOME))
        .hasMessageContaining("lost the marks");
  }

  private static double metered(String figure) throws IOException {
    return Result.find(Path.of("results"), "cost").orElseThrow().value(figure);
  }
}
