// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ramure.bench.MeasuredFunction.Aws;
import org.ramure.bench.OwnShare.Owner;
import org.ramure.bench.Rehearsal.Case;
import org.ramure.local.lambda.FunctionSpec;

/// CPU of one call among many, beside a function without the SDK that sends the same requests, and
/// whose code it is spent in. The runtime client alone is measured as well and taken off both: it
/// is neither's.
final class WarmBench implements Bench {

  private static final double MOST = 5.0;
  private static final double MOST_OWN_PERCENT = 10;
  private static final int WARM_UP = 300;
  private static final int CALLS = 120;
  private static final int SAMPLED_CALLS = 500;

  @Override
  public List<Row> measure(Bed bed) throws IOException, InterruptedException {
    List<String> wanted = List.of(Rehearsal.ACCRUAL, Rehearsal.REDEEM);
    try (var rehearsal = new Rehearsal(bed.root(), bed.folder(), wanted)) {
      List<Row> rows = new ArrayList<>();
      rows.addAll(rows("one purchase becomes points", Rehearsal.ACCRUAL, rehearsal, bed));
      rows.addAll(rows("one voucher is redeemed", Rehearsal.REDEEM, rehearsal, bed));
      return rows;
    }
  }

  private static List<Row> rows(String title, String name, Rehearsal rehearsal, Bed bed)
      throws IOException, InterruptedException {
    Case one = rehearsal.named(name);
    FunctionSpec idle = rehearsal.minimal(one.spec(), name + "-idle", List.of());
    try (var ours = started(one.spec(), one, bed);
        var minimal = started(one.further(), one, bed);
        var runtime = started(idle, one, bed)) {
      Map<MeasuredFunction, Double> micros = rounds(List.of(ours, minimal, runtime), one, bed);
      OwnShare share =
          OwnShare.during(ours.process(), bed.folder(), () -> call(ours, one, SAMPLED_CALLS));
      bed.look();
      return rows(
          title,
          Objects.requireNonNull(micros.get(ours)),
          Objects.requireNonNull(micros.get(minimal)),
          Objects.requireNonNull(micros.get(runtime)),
          share);
    }
  }

  private static MeasuredFunction started(FunctionSpec spec, Case one, Bed bed)
      throws IOException, InterruptedException {
    Aws aws = Aws.at(one.aws().endpoint());
    var function = new MeasuredFunction(spec, aws, bed.folder(), List.of());
    call(function, one, WARM_UP);
    bed.look();
    return function;
  }

  private static void call(MeasuredFunction function, Case one, int times)
      throws InterruptedException {
    for (int i = 0; i < times; i++) {
      function.call(one.event());
    }
    one.aws().asked();
  }

  /// @return CPU of one call, the middle of the rounds
  private static Map<MeasuredFunction, Double> rounds(
      List<MeasuredFunction> functions, Case one, Bed bed)
      throws IOException, InterruptedException {
    Map<MeasuredFunction, List<Double>> micros = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (MeasuredFunction function : functions) {
        micros
            .computeIfAbsent(function, _ -> new ArrayList<>())
            .add(bed.stretch(() -> microsOfACall(function, one)));
      }
    }
    Map<MeasuredFunction, Double> medians = new LinkedHashMap<>();
    micros.forEach((function, all) -> medians.put(function, Figures.median(all)));
    return medians;
  }

  private static double microsOfACall(MeasuredFunction function, Case one)
      throws InterruptedException {
    long before = function.cpuNanos();
    call(function, one, CALLS);
    return (function.cpuNanos() - before) / 1e3 / CALLS;
  }

  private static List<Row> rows(
      String title, double ours, double minimal, double runtime, OwnShare share) {
    return List.of(
        Row.held(
            title + ": CPU ÷ minimal, without the runtime client",
            (ours - runtime) / (minimal - runtime),
            "×",
            MOST,
            "%.0f µs ÷ %.0f µs".formatted(ours - runtime, minimal - runtime)),
        Row.of(
            title + ": the same with the runtime client",
            ours / minimal,
            "×",
            "%.0f µs ÷ %.0f µs".formatted(ours, minimal)),
        Row.held(
            title + ": our own code's share",
            share.percent(Owner.OURS),
            "%",
            MOST_OWN_PERCENT,
            "SDK %.0f %%, Jackson %.0f %%, runtime client %.0f %% of %d samples"
                .formatted(
                    share.percent(Owner.SDK),
                    share.percent(Owner.JACKSON),
                    share.percent(Owner.RUNTIME_CLIENT),
                    share.samples())));
  }
}
