// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ramure.bench.MeasuredFunction.Aws;
import org.ramure.bench.Rehearsal.Case;
import org.ramure.local.lambda.FunctionSpec;

/// CPU of a function's process from the start of the JVM to its first answer, beside a function
/// without the SDK that sends the same requests: a voucher is checked, a purchase becomes points.
/// Over TLS, with a connection for each service, as AWS wants it.
final class ColdBench implements Bench {

  private static final double MOST_PLAIN = 2.2;
  private static final double MOST_WITH_CACHE = 0.9;

  /// @param flags which give the process an AOT cache, or none
  private record Start(
      String name, FunctionSpec spec, Aws aws, byte[] event, Path folder, List<String> flags) {

    Start cached() {
      return with(" cached", "-XX:AOTCache=" + cache());
    }

    Start writingItsCache() {
      return with(" writing its cache", "-XX:AOTCacheOutput=" + cache());
    }

    private Start with(String suffix, String flag) {
      var more = new ArrayList<>(flags);
      more.add(flag);
      return new Start(name + suffix, spec, aws, event, folder, more);
    }

    private Path cache() {
      return folder.resolve(spec.module() + ".aot");
    }

    /// @return CPU until the answer
    long cpuNanos() throws IOException, InterruptedException {
      try (var function = new MeasuredFunction(spec, aws, folder, flags)) {
        function.call(event);
        long cpu = function.cpuNanos();
        function.end();
        return cpu;
      }
    }
  }

  @Override
  public List<Row> measure(Bed bed) throws IOException, InterruptedException {
    List<String> wanted = List.of(Rehearsal.CHECK, Rehearsal.ACCRUAL);
    try (var rehearsal = new Rehearsal(bed.root(), bed.folder(), wanted)) {
      List<Row> rows = new ArrayList<>();
      rows.addAll(rows("voucher-redemption, a check", rehearsal.named(Rehearsal.CHECK), bed));
      rows.addAll(rows("points-accrual, one purchase", rehearsal.named(Rehearsal.ACCRUAL), bed));
      return rows;
    }
  }

  private static List<Row> rows(String title, Case one, Bed bed)
      throws IOException, InterruptedException {
    try (var dynamoDb = TlsFront.inFrontOf(one.aws().endpoint(), bed.folder());
        var others = TlsFront.inFrontOf(one.aws().endpoint(), bed.folder())) {
      Aws tls = new Aws(dynamoDb.endpoint(), others.endpoint());
      var trust = List.of("-Djavax.net.ssl.trustStore=" + TlsFront.trust(bed.folder()));
      var ours = new Start("ours", one.spec(), tls, one.event(), bed.folder(), trust);
      var minimal = new Start("minimal", one.first(), tls, one.event(), bed.folder(), trust);
      var _ = ours.writingItsCache().cpuNanos();
      return rows(title, rounds(List.of(ours, ours.cached(), minimal), bed));
    }
  }

  private static Map<String, Double> rounds(List<Start> starts, Bed bed)
      throws IOException, InterruptedException {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Start start : starts) {
        millis.computeIfAbsent(start.name(), _ -> new ArrayList<>()).add(start.cpuNanos() / 1e6);
      }
      bed.look();
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    millis.forEach((name, all) -> medians.put(name, Figures.median(all)));
    return medians;
  }

  private static List<Row> rows(String title, Map<String, Double> millis) {
    return List.of(
        row(title + ": CPU ÷ minimal", new Goal.AtMost(MOST_PLAIN), millis, "ours", "minimal"),
        row(
            title + ": with AOT cache ÷ minimal without",
            new Goal.AtMost(MOST_WITH_CACHE),
            millis,
            "ours cached",
            "minimal"));
  }

  private static Row row(
      String title, Goal goal, Map<String, Double> millis, String ours, String other) {
    double over = Objects.requireNonNull(millis.get(ours), ours);
    double under = Objects.requireNonNull(millis.get(other), other);
    String note = "%.0f ms ÷ %.0f ms".formatted(over, under);
    return new Row(title, over / under, "×", goal, note);
  }
}
