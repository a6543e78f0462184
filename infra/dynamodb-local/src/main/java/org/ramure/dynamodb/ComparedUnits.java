// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The units of transactions and of batches of writes, counted from the items before and after:
/// DynamoDB Local reports 4 for every item of a transaction and doubles its indexes, and takes more
/// than one unit for the delete of nothing in a batch. The items are read around the call, so a
/// race for the same item can make the count (not the call) wrong.
///
/// AWS does not publish what a cancelled transaction costs; it is counted as one that succeeds,
/// without its index writes.
final class ComparedUnits {

  private final Target target;
  private final Replays replays = new Replays();

  ComparedUnits(Target target) {
    this.target = target;
  }

  Outcome write(Call call, Request request) {
    StoredItems before = StoredItems.read(call.touches(), target);
    Answer answer = target.send(request);
    if (!answer.succeeded()) {
      boolean cancelled = answer.error().equals("TransactionCanceledException");
      return cancelled ? cancelled(call, before, answer) : Outcome.free(call, answer);
    }
    return replays.isOne(call) ? replayed(call, before, answer) : written(call, before, answer);
  }

  private Outcome cancelled(Call call, StoredItems before, Answer answer) {
    return outcome(
        call, answer, touch -> Cost.written(units(call, before.of(touch), wanted(touch, before))));
  }

  /// The same ClientRequestToken again: DynamoDB reads what it has written and says so.
  private Outcome replayed(Call call, StoredItems before, Answer answer) {
    return outcome(
        call,
        answer,
        touch -> Cost.read(Tariff.TRANSACTION * Tariff.readStrongly(before.of(touch))));
  }

  private Outcome written(Call call, StoredItems before, Answer answer) {
    List<Touch> updates = call.touches().stream().filter(Touch.Update.class::isInstance).toList();
    StoredItems updated = StoredItems.read(updates, target);
    return outcome(
        call,
        answer,
        touch -> {
          ObjectNode old = before.of(touch);
          ObjectNode now =
              touch instanceof Touch.Update ? updated.of(touch) : wanted(touch, before);
          long indexed = Tariff.indexed(target.schema(touch.table()), old, now);
          return Cost.written(units(call, old, now) + indexed);
        });
  }

  /// The item as the call leaves it; that of an update cannot be told beforehand.
  private static ObjectNode wanted(Touch touch, StoredItems before) {
    return switch (touch) {
      case Touch.Put put -> put.item();
      case Touch.Delete _ -> Json.object();
      default -> before.of(touch);
    };
  }

  private static long units(Call call, ObjectNode before, ObjectNode after) {
    int times = call.operation().equals("TransactWriteItems") ? Tariff.TRANSACTION : 1;
    return times * Tariff.written(before, after);
  }

  private static Outcome outcome(Call call, Answer answer, Function<Touch, Cost> cost) {
    Map<String, Cost> tables =
        call.touches().stream().collect(Collectors.toMap(Touch::table, cost, Cost::plus));
    return Outcome.answered(answer, Usage.ofCall(call, tables));
  }
}
