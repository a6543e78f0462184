// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CostsPageTest {

  private static final Path HOME = Path.of("");
  private static final Path ASSEMBLY = Path.of("../cdk/target/cdk.out");
  private static final Path PAGE = Path.of("../docs/concepts/costs.md");
  private static final Path DEPLOY = Path.of("../docs/how-to/deploy.md");

  @Test
  void the_page_says_what_the_template_holds_and_what_was_metered() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(CostsPage.renewed(page, HOME, ASSEMBLY))
        .as("./mvnw -q -Dquick -Pbench -Dbench=pages makes it anew")
        .isEqualTo(page);
  }

  @Test
  void who_deploys_reads_the_same_figure() throws IOException {
    var told = Pattern.compile("about (\\d+) USD a month").matcher(Files.readString(DEPLOY));
    assertThat(told.find()).isTrue();
    assertThat(Double.parseDouble(told.group(1))).isEqualTo(Math.rint(idle()));
  }

  @Test
  void calls_every_minute_and_every_hour_cost_though_nothing_is_due() throws IOException {
    var bill = Idle.bill(ASSEMBLY, Mix.read(Path.of("mix.json")), Bill.NOTHING);
    assertThat(bill.of(Charge.LAMBDA_REQUEST)).isEqualTo(43_200 + 2 * 720);
    assertThat(bill.of(Charge.SCHEDULED_CALL)).isEqualTo(43_200 + 2 * 720 + 60);
  }

  @Test
  void a_page_without_the_marks_is_not_touched() {
    assertThatThrownBy(() -> CostsPage.renewed("nothing", HOME, ASSEMBLY))
        .hasMessageContaining("lost the marks");
  }

  private static double idle() throws IOException {
    var bill = Idle.bill(ASSEMBLY, Mix.read(Path.of("mix.json")), Bill.NOTHING);
    return bill.usd(Prices.read(Path.of("prices.json")));
  }
}
