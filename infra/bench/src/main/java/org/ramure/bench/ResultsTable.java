// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ramure.bench.Bystanders.Shares;

/// The part of README.md that is made from the results, and from nothing else: figures by hand age
/// unseen.
final class ResultsTable {

  private static final Marks MARKS =
      new Marks(
          "README.md",
          "results",
          "<!-- results: made by the benches -->",
          "<!-- end of results -->");

  private ResultsTable() {}

  /// The README with its tables made anew.
  static String renewed(String readme, Path results) throws IOException {
    return MARKS.renewed(readme, text(results));
  }

  static void renew(Path readme, Path results) throws IOException {
    Files.writeString(readme, renewed(Files.readString(readme), results));
  }

  private static String text(Path results) throws IOException {
    var text = new StringBuilder("\n");
    var lost = new StringBuilder();
    for (BenchName bench : BenchName.values()) {
      Optional<Result> result = Result.find(results, bench.id());
      text.append(section(bench, result));
      result.ifPresent(found -> lost.append(lost(bench, found)));
    }
    return text + "\n### Where we lose\n\n" + (lost.isEmpty() ? "Nowhere yet.\n" : lost) + "\n";
  }

  private static String section(BenchName bench, Optional<Result> result) {
    String title = "\n### `%s`: %s\n\n".formatted(bench.id(), bench.question());
    return title + result.map(ResultsTable::table).orElse("Not measured yet.\n");
  }

  private static String table(Result result) {
    return """
    | Figure | Measured | Goal | |
    |---|--:|--:|---|
    %s
    %s, commit %s, %s%s.
    """
        .formatted(
            rows(result.rows()),
            result.date(),
            result.commit(),
            result.machine(),
            taken(result.taken()));
  }

  private static String taken(Shares taken) {
    var parts = new ArrayList<String>();
    if (taken.others() > 0) {
      parts.add("others took at most %s of the machine".formatted(percent(taken.others())));
    }
    if (taken.stolen() > 0) {
      parts.add("its hypervisor kept at most %s".formatted(percent(taken.stolen())));
    }
    return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
  }

  private static String percent(double share) {
    return Figures.plain(Figures.rounded(100 * share)) + " %";
  }

  private static String rows(List<Row> rows) {
    return rows.stream().map(ResultsTable::line).collect(Collectors.joining());
  }

  private static String line(Row row) {
    String missed = row.isMet() ? "" : "**missed.** ";
    return "| %s | %s | %s | %s |\n"
        .formatted(row.figure(), row.measured(), row.goal().text(), (missed + row.note()).strip());
  }

  private static String lost(BenchName bench, Result result) {
    return result.rows().stream()
        .filter(row -> !row.isMet())
        .map(
            row ->
                "- `%s`, %s: %s instead of %s\n"
                    .formatted(bench.id(), row.figure(), row.measured(), row.goal().text()))
        .collect(Collectors.joining());
  }
}
