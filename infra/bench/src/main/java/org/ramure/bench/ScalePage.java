// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ramure.local.http.Json;
import org.ramure.table.TableShape;

/// The tables of the page about scale: brands of several sizes, worked out from what the `cost`
/// bench has metered, the prices and AWS's quotas. Nothing in them is typed.
final class ScalePage {

  private static final Marks MARKS =
      new Marks(
          "scale.md",
          "tables",
          "<!-- scale: made from what the cost bench has metered -->",
          "<!-- end of scale -->");
  private static final double SECONDS_OF_A_YEAR = 365.25 * 24 * 3600;
  private static final double HOUR = 3600;

  private final JsonNode scale;
  private final Result metered;
  private final Prices prices;

  private ScalePage(Path home) throws IOException {
    scale = Json.read(Files.readAllBytes(home.resolve("scale.json")));
    prices = Prices.read(home.resolve("prices.json"));
    metered =
        Result.find(home.resolve("results"), BenchName.COST.id())
            .orElseThrow(() -> new IllegalStateException("the cost bench has never run"));
  }

  /// A brand in its busiest second.
  private record Size(String title, double perYear, double perSecond) {}

  static void renew(Path page, Path home) throws IOException {
    Files.writeString(page, renewed(Files.readString(page), home));
  }

  /// The page with its tables made anew.
  ///
  /// @param home of the benches
  static String renewed(String page, Path home) throws IOException {
    return MARKS.renewed(page, new ScalePage(home).text());
  }

  private String text() {
    List<Size> sizes = sizes();
    return """


    One purchase, and its share of all that happens beside it:

    %s
    %s

    What must be asked of AWS beforehand, by its defaults of %s:

    %s
    """
        .formatted(
            table(List.of("", "Metered"), share()),
            table(header(sizes), brands(sizes)),
            scale.path("asOf").asText(),
            table(List.of("Quota", "Default", "Campaign hour"), quotas(campaign())));
  }

  private List<Size> sizes() {
    List<Size> sizes = new ArrayList<>();
    for (JsonNode members : scale.path("members")) {
      double year = members.asDouble() * scale.path("purchasesPerMemberAndYear").asDouble();
      double second = year / SECONDS_OF_A_YEAR * scale.path("busiestSecond").asDouble();
      sizes.add(new Size(number(members.asDouble()) + " members", year, second));
    }
    sizes.add(campaign());
    return sizes;
  }

  private Size campaign() {
    double second = scale.path("campaignPurchasesPerSecond").asDouble();
    return new Size("a campaign hour", second * HOUR, second);
  }

  private List<List<String>> share() {
    return metered.rows().stream()
        .filter(row -> row.figure().startsWith(Load.TITLE))
        .filter(row -> row.value() > 0)
        .map(row -> List.of(row.figure().substring(Load.TITLE.length()), row.measured()))
        .toList();
  }

  private static List<String> header(List<Size> sizes) {
    List<String> header = new ArrayList<>(List.of(""));
    sizes.forEach(size -> header.add(size.title()));
    return header;
  }

  /// Whatever is said of a second is said of the busiest.
  private List<List<String>> brands(List<Size> sizes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("purchases in all", sizes, Size::perYear));
    rows.add(row("purchases a second", sizes, Size::perSecond));
    rows.add(
        row("requests of the API a second", sizes, size -> size.perSecond() * of(Load.REQUESTS)));
    rows.add(row("functions at work", sizes, size -> size.perSecond() * of(Load.SECONDS)));
    for (TableShape table : TableShape.all()) {
      if (of(Load.writes(table)) > 0) {
        rows.add(row("write units a second, " + table.name(), sizes, size -> writes(size, table)));
      }
    }
    rows.add(row("partitions that the writes need", sizes, this::partitions));
    rows.add(row("events a second", sizes, size -> size.perSecond() * of(Load.EVENTS)));
    rows.add(row("kept after that, GB", sizes, size -> size.perYear() * of(Load.STORED) / 1e9));
    rows.add(row("keeping it a month, USD", sizes, this::keeping));
    rows.add(row("all requests, USD", sizes, size -> size.perYear() * of(Load.MONEY) / 1e6));
    return rows;
  }

  private double writes(Size size, TableShape table) {
    return size.perSecond() * of(Load.writes(table));
  }

  private double partitions(Size size) {
    return TableShape.all().stream()
        .mapToDouble(table -> Math.ceil(writes(size, table) / limit("partitionWrites")))
        .sum();
  }

  private double keeping(Size size) {
    double month =
        prices.of(Charge.DYNAMODB_STORED_GB_MONTH) + prices.of(Charge.DYNAMODB_RECOVERY_GB_MONTH);
    return size.perYear() * of(Load.STORED) / 1e9 * month;
  }

  private List<List<String>> quotas(Size campaign) {
    double busiest =
        TableShape.all().stream().mapToDouble(table -> writes(campaign, table)).max().orElse(0);
    return List.of(
        quota("freshTableWrites", busiest),
        quota("tableWrites", busiest),
        quota("concurrency", campaign.perSecond() * of(Load.SECONDS)),
        quota("apiRequests", campaign.perSecond() * of(Load.REQUESTS)),
        quota("busEvents", campaign.perSecond() * of(Load.EVENTS)));
  }

  private List<String> quota(String name, double needed) {
    JsonNode quota = scale.path("quotas").path(name);
    String says = "[%s](%s)".formatted(quota.path("says").asText(), quota.path("source").asText());
    String enough = needed <= limit(name) ? " is within" : " **must be asked for**";
    return List.of(says, number(limit(name)), number(needed) + enough);
  }

  private double limit(String quota) {
    return scale.path("quotas").path(quota).path("limit").asDouble();
  }

  private double of(String figure) {
    return metered.value(figure);
  }

  private interface Figure {
    double of(Size size);
  }

  private static List<String> row(String title, List<Size> sizes, Figure figure) {
    List<String> row = new ArrayList<>(List.of(title));
    sizes.forEach(size -> row.add(number(figure.of(size))));
    return row;
  }

  private static String table(List<String> header, List<List<String>> rows) {
    String marks =
        header.stream().skip(1).map(_ -> "--:|").collect(Collectors.joining("", "|---|", ""));
    return line(header)
        + marks
        + "\n"
        + rows.stream().map(ScalePage::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /// Three digits that count, thousands apart.
  private static String number(double value) {
    double rounded = value < 1000 ? Figures.rounded(value) : significant(value);
    return rounded == Math.rint(rounded)
        ? String.format(Locale.ROOT, "%,d", Math.round(rounded))
        : Figures.plain(rounded);
  }

  private static double significant(double value) {
    double step = Math.pow(10, Math.floor(Math.log10(value)) - 2);
    return Math.rint(value / step) * step;
  }
}
