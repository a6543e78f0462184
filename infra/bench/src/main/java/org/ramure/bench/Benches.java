// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramure.bench.Bystanders.Shares;

/// Runs one bench, or all in turn, keeps what they found and makes the README's tables from it. A
/// run beside which others were busy leaves nothing.
public final class Benches {

  private static final Path HOME = Path.of("infra/bench");
  private static final Path RESULTS = HOME.resolve("results");
  private static final Path SCALE = Path.of("infra/docs/concepts/scale.md");
  private static final Path COSTS = Path.of("infra/docs/concepts/costs.md");
  private static final Path ASSEMBLY = Path.of("infra/cdk/target/cdk.out");

  private Benches() {}

  /// @param arguments `all`, or the names of benches, with commas in between; `pages` measures
  ///     nothing and makes the tables anew from what is kept
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(names(arguments[0])) ? 0 : 1);
  }

  private static List<BenchName> names(String asked) {
    if (asked.equals("all")) {
      return List.of(BenchName.values());
    }
    return Stream.of(asked.split(","))
        .filter(name -> !name.strip().equals("pages"))
        .map(name -> BenchName.valueOf(name.strip().toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static boolean run(List<BenchName> names) throws IOException, InterruptedException {
    boolean valid = true;
    for (BenchName name : names) {
      valid &= run(name);
    }
    ResultsTable.renew(HOME.resolve("README.md"), RESULTS);
    CostsPage.renew(COSTS, HOME, ASSEMBLY);
    ScalePage.renew(SCALE, HOME);
    return valid;
  }

  /// @return whether it may be believed
  private static boolean run(BenchName name) throws IOException, InterruptedException {
    System.err.printf("%n%s: %s ", name.id(), name.question());
    long began = System.nanoTime();
    Bench bench = bench(name);
    Bystanders bystanders = Bystanders.watch();
    Path folder = Files.createTempDirectory("ramure-bench");
    try {
      List<Row> rows = bench.measure(new Bench.Bed(Path.of(""), folder, bystanders));
      bystanders.look();
      System.err.printf(" %d s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds());
      return verdict(name, rows, bench.isTimed() ? bystanders.worst() : Shares.NOTHING);
    } finally {
      delete(folder);
    }
  }

  private static Bench bench(BenchName name) {
    return switch (name) {
      case COLD -> new ColdBench();
      case WARM -> new WarmBench();
      case WEBHOOK -> new WebhookBench();
      case DUE -> new DueBench();
      case ZIPS -> new ZipsBench();
      case COST -> new CostBench();
      case HOT -> new HotBench();
    };
  }

  private static boolean verdict(BenchName name, List<Row> rows, Shares taken)
      throws IOException, InterruptedException {
    var result =
        new Result(name.id(), LocalDate.now(), commit(), Machine.description(), taken, rows);
    if (!taken.areTooMuch()) {
      result.write(RESULTS);
      show("", rows);
      return true;
    }
    System.err.printf(
        "the machine was busy: no figure (others took up to %.0f %% of it, its hypervisor %.0f"
            + " %%)%n",
        100 * taken.others(), 100 * taken.stolen());
    if (System.getProperty("bench.busy", "reject").equals("show")) {
      show("NOT VALID  ", rows);
    }
    return false;
  }

  private static void show(String mark, List<Row> rows) {
    for (Row row : rows) {
      System.out.printf(
          "%s%-60s %14s  %s%s  %s%n",
          mark,
          row.figure(),
          row.measured(),
          row.goal().text(),
          row.isMet() ? "" : " MISSED",
          row.note());
    }
  }

  private static String commit() throws IOException, InterruptedException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
    String answer = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    return git.waitFor() == 0 ? answer : "unknown";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
