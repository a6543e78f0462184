// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ramure.bench.StackMeter.Used;
import org.ramure.table.TableShape;

/// What one purchase brings with it, all else of the mix included: a million of the mix, divided.
final class Load {

  static final String TITLE = "a purchase with its share: ";
  static final String CALLS = TITLE + "calls of functions";
  static final String SECONDS = TITLE + "seconds of functions";
  static final String REQUESTS = TITLE + "requests of the API";
  static final String EVENTS = TITLE + "events";
  static final String STORED = TITLE + "kept";
  static final String MONEY = TITLE + "requests of all services";

  private static final double MILLION = 1e6;

  private Load() {}

  static String writes(TableShape table) {
    return TITLE + "write units of " + table.name();
  }

  static String reads(TableShape table) {
    return TITLE + "read units of " + table.name();
  }

  /// @param tables physical names
  static List<Row> rows(
      Map<Step, Used> steps,
      Map<TableShape, String> tables,
      Tariff tariff,
      Mix mix,
      Prices prices) {
    var sums = new TreeMap<String, Double>();
    var bills = new EnumMap<Step, Bill>(Step.class);
    steps.forEach(
        (step, used) -> {
          double share = mix.times(step) / MILLION;
          tables.forEach(
              (table, name) -> {
                sums.merge(
                    writes(table), share * used.dynamoDb().on(name).writeUnits(), Double::sum);
                sums.merge(reads(table), share * used.dynamoDb().on(name).readUnits(), Double::sum);
              });
          sums.merge(CALLS, share * used.invocations(), Double::sum);
          sums.merge(REQUESTS, share * step.apiCalls(), Double::sum);
          sums.merge(EVENTS, share * used.events(), Double::sum);
          sums.merge(STORED, share * used.storedBytes(), Double::sum);
          bills.put(step, tariff.bill(used, step.apiCalls()));
        });
    Bill all = mix.of(bills).times(1 / MILLION);
    sums.put(SECONDS, all.of(Charge.LAMBDA_GB_SECOND));
    sums.put(MONEY, all.usd(prices, Load::isOfRequests) * MILLION);
    var rows = new ArrayList<Row>();
    sums.forEach((figure, sum) -> rows.add(Row.of(figure, sum, unit(figure), "")));
    return rows;
  }

  /// Not what is kept, which grows with time.
  private static boolean isOfRequests(Charge charge) {
    return switch (charge) {
      case DYNAMODB_STORED_GB_MONTH,
          DYNAMODB_RECOVERY_GB_MONTH,
          LOG_STORED_GB_MONTH,
          OBJECT_STORED_GB_MONTH ->
          false;
      default -> true;
    };
  }

  private static String unit(String figure) {
    if (figure.contains("write units")) {
      return "W";
    }
    if (figure.contains("read units")) {
      return "R";
    }
    return switch (figure) {
      case SECONDS -> "s";
      case STORED -> "bytes";
      case MONEY -> "USD a million";
      default -> "";
    };
  }
}
