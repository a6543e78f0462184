// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.Store;

/// Stores and zones from a file. All rows or none, unless the good ones are asked for; the same
/// file again changes nothing.
final class ImportRoutes {

  private final ProgrammeTable table;
  private final InstantSource clock;

  ImportRoutes(ProgrammeTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /// @param written whether the file was: not on a dry run, nor where a row was rejected
  record Report(
      boolean written, int rows, int added, int changed, int unchanged, List<Rejected> rejected) {}

  /// @param sentence in the language asked for
  record Rejected(long line, String field, String reason, String sentence) {}

  /// How a file is taken.
  ///
  /// @param partial good rows although others are not
  /// @param dry nothing is written
  private record Manner(boolean partial, boolean dry) {

    static Manner of(HttpRequest request) {
      return new Manner(flag(request, "partial"), flag(request, "dryRun"));
    }

    private static boolean flag(HttpRequest request, String name) {
      return switch (request.query(name).orElse("false")) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new Json.Malformed(name, "must be true or false");
      };
    }
  }

  HttpAnswer stores(HttpRequest request, ApiKeyCaller caller) {
    var manner = Manner.of(request);
    var sheet = Sheet.read(request.body(), Plan.STORE_COLUMNS, Plan.STORE_OPTIONS);
    var there =
        table.stores(caller.programme()).stream()
            .collect(Collectors.toMap(Store::id, Function.identity()));
    var plan = Plan.ofStores(sheet, there, table.zones(caller.programme()), author(caller));
    return carryOut(request, manner, plan, sheet, table::putStores);
  }

  HttpAnswer zones(HttpRequest request, ApiKeyCaller caller) {
    var manner = Manner.of(request);
    var sheet = Sheet.read(request.body(), Plan.ZONE_COLUMNS, Plan.ZONE_OPTIONS);
    var plan = Plan.ofZones(sheet, table.zones(caller.programme()), author(caller));
    return carryOut(request, manner, plan, sheet, table::putZones);
  }

  private Plan.Author author(ApiKeyCaller caller) {
    return new Plan.Author(caller.programme(), new Change(caller.name(), clock.instant()));
  }

  private static <T> HttpAnswer carryOut(
      HttpRequest request, Manner manner, Plan<T> plan, Sheet sheet, Consumer<List<T>> write) {
    var taken = plan.rejected().isEmpty() || (manner.partial() && !sheet.rows().isEmpty());
    if (manner.dry()) {
      return HttpAnswer.ok(report(request, plan, false));
    }
    if (!taken) {
      return refused(report(request, plan, false)).answer();
    }
    write.accept(plan.toWrite());
    return HttpAnswer.ok(report(request, plan, true));
  }

  private static <T> Report report(HttpRequest request, Plan<T> plan, boolean written) {
    var messages =
        Messages.in(Language.preferred(request.query("lang"), request.header("accept-language")));
    return new Report(
        written,
        plan.rows(),
        plan.added().size(),
        plan.changed().size(),
        plan.unchanged(),
        plan.rejected().stream().map(reject -> rejected(reject, messages)).toList());
  }

  private static Rejected rejected(Reject reject, Messages messages) {
    return new Rejected(
        reject.line(),
        reject.field(),
        reject.reason().name(),
        messages.text(reject.reason().code()));
  }

  private static Problem refused(Report report) {
    return new Problem(
            ProblemType.ROWS_REJECTED,
            "Rows were rejected",
            "Nothing was written; mend the rows that report names, or ask for the others only")
        .with("report", report);
  }
}
