// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.ramure.accrual.Crowd;
import org.ramure.accrual.Crowd.Met;
import org.ramure.accrual.Crowd.Way;
import org.ramure.dynamodb.DynamoDbLocal;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Purchases of one member, rated by sixteen callers at once: how many transactions are sent for
/// each purchase that counts, in the way of today and in the ways it was chosen from.
final class HotBench implements Bench {

  private static final int CALLERS = 16;
  private static final double GOAL = 1.5;

  /// @param each purchases of a caller
  private record Crowded(String name, int each) {}

  private static final List<Crowded> CROWDS =
      List.of(new Crowded("burst of 16", 1), new Crowded("sustained, 16 × 20", 20));

  @Override
  public List<Row> measure(Bed bed) throws IOException {
    var rows = new ArrayList<Row>();
    try (var local = DynamoDbLocal.inMemory();
        var proxy = DynamoDbProxy.inFrontOf(local.endpoint());
        var client = client(proxy.endpoint())) {
      var tables = new TableNames("hot-");
      for (var crowd : CROWDS) {
        for (var way : Way.values()) {
          rows.addAll(rows(crowd, way, met(bed, client, proxy, tables, crowd, way)));
        }
      }
    }
    return rows;
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static List<Met> met(
      Bed bed,
      DynamoDbClient client,
      DynamoDbProxy proxy,
      TableNames tables,
      Crowded crowd,
      Way way)
      throws IOException {
    var met = new ArrayList<Met>();
    for (int round = 0; round < ROUNDS; round++) {
      met.add(Crowd.meet(client, proxy, tables, way, CALLERS, crowd.each()));
      bed.look();
    }
    return met;
  }

  private static List<Row> rows(Crowded crowd, Way way, List<Met> met) {
    var figure = crowd.name() + ": " + way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    double tries = middle(met, Met::triesPerPurchase);
    var note =
        "%s W and %s messages a purchase"
            .formatted(
                Figures.plain(Figures.rounded(middle(met, Met::writeUnitsPerPurchase))),
                Figures.plain(
                    Figures.rounded(middle(met, m -> (double) m.letters() / m.purchases()))));
    return List.of(
        way == Way.LOSERS_IN_LINE_TOGETHER
            ? Row.held(figure + " (built)", tries, "tries", GOAL, note)
            : Row.of(figure, tries, "tries", note));
  }

  private static double middle(List<Met> met, ToDoubleFunction<Met> figure) {
    return Figures.median(met.stream().mapToDouble(figure).boxed().toList());
  }
}
