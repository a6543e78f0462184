// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/// The tables of the page about costs: the bill of a month without a call, counted in the template
/// that deploys, and the bill of a million purchases as the `cost` bench has metered it. Nothing in
/// them is typed.
final class CostsPage {

  private static final Marks MARKS =
      new Marks(
          "costs.md",
          "tables",
          "<!-- costs: counted in the template, and metered -->",
          "<!-- end of costs -->");
  private static final String MILLION = "a million purchases: everything";

  private final Bill idle;
  private final Result metered;
  private final Prices prices;

  private CostsPage(Path home, Path assembly) throws IOException {
    prices = Prices.read(home.resolve("prices.json"));
    idle = Idle.bill(assembly, Mix.read(home.resolve("mix.json")), Bill.NOTHING);
    metered =
        Result.find(home.resolve("results"), BenchName.COST.id())
            .orElseThrow(() -> new IllegalStateException("the cost bench has never run"));
  }

  static void renew(Path page, Path home, Path assembly) throws IOException {
    Files.writeString(page, renewed(Files.readString(page), home, assembly));
  }

  /// The page with its tables made anew.
  ///
  /// @param home of the benches
  /// @param assembly that deploys
  static String renewed(String page, Path home, Path assembly) throws IOException {
    return MARKS.renewed(page, new CostsPage(home, assembly).text());
  }

  private String text() {
    return """


    ## While nothing happens

    | A month | | USD |
    |---|--:|--:|
    %s| **Everything** | | **%s** |

    ## For a million purchases

    | | USD |
    |---|--:|
    %s| **Everything** | **%s** |

    List prices of %s of %s, without any free tier.

    """
        .formatted(
            idleLines(),
            usd(idle.usd(prices)),
            millionLines(),
            usd(metered.value(MILLION)),
            prices.region(),
            prices.asOf());
  }

  private String idleLines() {
    return idle.quantities().entrySet().stream()
        .filter(line -> line.getValue() > 0)
        .map(line -> idleLine(line.getKey(), line.getValue()))
        .collect(Collectors.joining());
  }

  private String idleLine(Charge charge, double quantity) {
    return "| %s: %s | %s | %s |\n"
        .formatted(
            charge.service(),
            charge.what(),
            quantity < 1
                ? Figures.plain(Figures.rounded(quantity))
                : String.format(Locale.ROOT, "%,.0f", quantity),
            usd(quantity * prices.of(charge)));
  }

  /// The rows that follow the sum, up to the next figure.
  private String millionLines() {
    return metered.rows().stream()
        .dropWhile(row -> !row.figure().equals(MILLION))
        .skip(1)
        .takeWhile(row -> row.figure().startsWith("–"))
        .map(row -> "| %s | %s |\n".formatted(row.figure().substring(2), usd(row.value())))
        .collect(Collectors.joining());
  }

  private static String usd(double value) {
    return value > 0 && value < 0.01 ? "< 0.01" : String.format(Locale.ROOT, "%.2f", value);
  }
}
