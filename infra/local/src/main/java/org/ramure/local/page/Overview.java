// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.ramure.dynamodb.Cost;
import org.ramure.dynamodb.Served;
import org.ramure.dynamodb.Usage;
import org.ramure.local.LocalStack;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Queues;
import org.ramure.local.schedule.Schedules.LocalSchedule;

/// Everything the page shows at a glance.
final class Overview {
  private static final int RECENT_CALLS = 30;

  private Overview() {}

  static ObjectNode of(LocalStack stack) {
    var overview = Json.object().put("api", stack.api().toString()).put("idle", stack.isIdle());
    var functions = overview.putArray("functions");
    stack.functions().all().forEach(function -> functions.add(function(function)));
    var queues = overview.putArray("queues");
    stack.queues().all().forEach(queue -> queues.add(queue(queue, stack.queues())));
    var schedules = overview.putArray("schedules");
    stack.schedules().all().forEach(schedule -> schedules.add(schedule(schedule)));
    var buckets = overview.putArray("buckets");
    stack.buckets().all().forEach(bucket -> buckets.add(bucket.name()));
    Usage usage = stack.proxy().meter().total();
    tables(overview, stack, usage);
    return overview.set("dynamodb", dynamoDb(stack, usage));
  }

  private static void tables(ObjectNode overview, LocalStack stack, Usage usage) {
    var tables = overview.putArray("tables");
    for (var table : stack.tables().all()) {
      tables.add(cost(usage.on(table.name())).put("name", table.name()).put("word", table.word()));
    }
  }

  private static ObjectNode function(LocalFunction function) {
    return Json.object()
        .put("name", function.spec().module())
        .put("handler", function.spec().handler())
        .put("memoryMb", function.spec().memoryMb())
        .put("timeoutSeconds", function.spec().timeout().toSeconds())
        .put("calls", function.calls())
        .put("errors", function.errors())
        .put("processes", function.running())
        .put("busy", function.isBusy());
  }

  private static ObjectNode queue(LocalQueue queue, Queues queues) {
    LocalQueue.Depth depth = queue.depth();
    return Json.object()
        .put("name", queue.word())
        .put("deadLetters", queues.sourceOf(queue).isPresent())
        .put("waiting", depth.waiting())
        .put("taken", depth.taken())
        .put("delayed", depth.delayed());
  }

  private static ObjectNode schedule(LocalSchedule schedule) {
    return Json.object()
        .put("name", schedule.resource().word())
        .put("expression", schedule.resource().text("ScheduleExpression"))
        .put("zone", schedule.resource().text("ScheduleExpressionTimezone"))
        .put("function", schedule.function().spec().module())
        .put("next", schedule.next(Instant.now()).map(Instant::toString).orElse(""));
  }

  private static ObjectNode dynamoDb(LocalStack stack, Usage usage) {
    ObjectNode json = cost(usage.total());
    var operations = json.putArray("operations");
    usage
        .byOperation()
        .forEach((operation, cost) -> operations.add(cost(cost).put("name", operation)));
    var recent = json.putArray("recent");
    stack.proxy().recentCalls().stream()
        .limit(RECENT_CALLS)
        .forEach(call -> recent.add(call(call)));
    return json;
  }

  private static ObjectNode call(Served call) {
    return cost(call.cost())
        .put("at", call.at().toString())
        .put("micros", call.took().toNanos() / 1000)
        .put("operation", call.operation())
        .put("items", String.join(", ", call.items()))
        .put("outcome", call.outcome());
  }

  private static ObjectNode cost(Cost cost) {
    return Json.object()
        .put("calls", cost.calls())
        .put("read", cost.readUnits())
        .put("write", cost.writeUnits());
  }
}
