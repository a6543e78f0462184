// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.ramure.bench.Bystanders.Shares;
import org.ramure.local.http.Json;

/// What a bench found, as it is kept in `results`.
///
/// @param commit of the code that was measured
/// @param taken the largest shares of the machine in any stretch of the run
record Result(
    String bench, LocalDate date, String commit, String machine, Shares taken, List<Row> rows) {

  Result {
    rows = List.copyOf(rows);
  }

  /// Empty where the bench was never run on a quiet machine.
  static Optional<Result> find(Path folder, String bench) throws IOException {
    Path file = file(folder, bench);
    return Files.exists(file)
        ? Optional.of(read(Json.read(Files.readAllBytes(file))))
        : Optional.empty();
  }

  /// @throws IllegalStateException where the bench has found no such figure
  double value(String figure) {
    return rows.stream()
        .filter(row -> row.figure().equals(figure))
        .mapToDouble(Row::value)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(bench + " has no figure: " + figure));
  }

  private static Path file(Path folder, String bench) {
    return folder.resolve(bench + ".json");
  }

  static Result read(JsonNode json) {
    return new Result(
        json.path("bench").asText(),
        LocalDate.parse(json.path("date").asText()),
        json.path("commit").asText(),
        json.path("machine").asText(),
        new Shares(json.path("others").asDouble(), json.path("stolen").asDouble()),
        StreamSupport.stream(json.path("rows").spliterator(), false).map(Row::read).toList());
  }

  JsonNode json() {
    var json =
        Json.object()
            .put("bench", bench)
            .put("date", date.toString())
            .put("commit", commit)
            .put("machine", machine)
            .put("others", taken.others())
            .put("stolen", taken.stolen());
    var array = json.putArray("rows");
    rows.forEach(row -> array.add(row.json()));
    return json;
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file(folder, bench), json().toPrettyString() + "\n");
  }
}
