// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.ramure.accrual.Crowd;
import org.ramure.accrual.Crowd.Met;
import org.ramure.accrual.Crowd.Way;
import org.ramure.dynamodb.DynamoDbLocal;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.local.Credentials;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Purchases of one member, rated by sixteen callers at once: how many transactions are sent for
/// each purchase that counts, in the way that is built and in those that it was chosen from.
final class HotBench implements Bench {

  private static final int CALLERS = 16;
  private static final double MOST_TRIES = 1.5;
  private static final Way BUILT = Way.LOSERS_IN_LINE_TOGETHER;
  private static final Way YARDSTICK = Way.AGAIN_AT_ONCE;

  /// @param each purchases of a caller, one after another
  private record Occasion(String name, int each) {}

  private static final List<Occasion> OCCASIONS =
      List.of(new Occasion("16 × 1", 1), new Occasion("16 × 3", 3));

  @Override
  public List<Row> measure(Bed bed) throws IOException, InterruptedException {
    var rows = new ArrayList<Row>();
    try (var local = DynamoDbLocal.inMemory();
        var proxy = DynamoDbProxy.inFrontOf(local.endpoint());
        var client = client(proxy)) {
      for (var occasion : OCCASIONS) {
        rows.addAll(rows(occasion, met(bed, client, proxy, occasion)));
      }
    }
    return rows;
  }

  private static DynamoDbClient client(DynamoDbProxy proxy) {
    var anyone =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(Credentials.ACCESS_KEY, Credentials.SECRET_KEY));
    return DynamoDbClient.builder()
        .endpointOverride(proxy.endpoint())
        .region(Region.of(Credentials.REGION))
        .credentialsProvider(anyone)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static Map<Way, List<Met>> met(
      Bed bed, DynamoDbClient client, DynamoDbProxy proxy, Occasion occasion)
      throws IOException, InterruptedException {
    var met = new EnumMap<Way, List<Met>>(Way.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (var way : Way.values()) {
        met.computeIfAbsent(way, _ -> new ArrayList<>())
            .add(
                bed.stretch(
                    () ->
                        Crowd.meet(
                            client, proxy, new TableNames("hot-"), way, CALLERS, occasion.each())));
      }
    }
    return met;
  }

  private static List<Row> rows(Occasion occasion, Map<Way, List<Met>> met) {
    return Stream.of(Way.values())
        .flatMap(way -> rows(occasion.name() + ", " + name(way), way, met).stream())
        .toList();
  }

  private static List<Row> rows(String name, Way way, Map<Way, List<Met>> met) {
    double tries = middle(met, way, Met::tries);
    var note =
        "a purchase: %s calls, %s R, %s W; %s messages"
            .formatted(
                plain(middle(met, way, Met::calls)),
                plain(middle(met, way, Met::readUnits)),
                plain(middle(met, way, Met::writeUnits)),
                plain(middle(met, way, Met::messages)));
    return way == BUILT
        ? List.of(
            Row.held(name + ": tries", tries, "", MOST_TRIES, note),
            Row.of(
                name + ": time until all count ÷ " + name(YARDSTICK),
                middle(met, way, Met::millis) / middle(met, YARDSTICK, Met::millis),
                "×",
                "without what SQS itself takes"))
        : List.of(Row.of(name + ": tries", tries, "", note));
  }

  private static String name(Way way) {
    return way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String plain(double value) {
    return Figures.plain(Figures.rounded(value));
  }

  private static double middle(Map<Way, List<Met>> met, Way way, ToDoubleFunction<Met> figure) {
    return Figures.median(
        met.getOrDefault(way, List.of()).stream().mapToDouble(figure).boxed().toList());
  }
}
