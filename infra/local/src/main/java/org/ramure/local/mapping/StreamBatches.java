// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.template.Resource;

/// Delivers stream records to a function by the mapping's rules: batch size, partial answers,
/// halving, retry limit, and a note in the failure destination in the place of what was given up.
///
/// Records of one partition key stay in order. With a parallelization factor the keys are dealt out
/// to lanes, as many as the function has processes here; Lambda does the same with up to ten.
final class StreamBatches {
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final Resource mapping;
  private final String partitionKey;
  private final LocalFunction function;
  private final @Nullable LocalQueue onFailure;

  StreamBatches(
      Resource mapping,
      String partitionKey,
      LocalFunction function,
      @Nullable LocalQueue onFailure) {
    this.mapping = mapping;
    this.partitionKey = partitionKey;
    this.function = function;
    this.onFailure = onFailure;
  }

  static String sequenceNumber(JsonNode record) {
    return record.path("dynamodb").path("SequenceNumber").asText();
  }

  /// Returns when every record was taken or given up.
  void deliver(String shard, List<JsonNode> records, Threads threads) throws InterruptedException {
    int lanes = Math.min(setting("ParallelizationFactor", 1), function.spec().limit());
    var running = new ArrayList<FutureTask<@Nullable Void>>();
    for (int lane = 0; lane < lanes; lane++) {
      List<JsonNode> own = lane(records, lane, lanes);
      var task =
          new FutureTask<@Nullable Void>(
              () -> {
                deliverInOrder(shard, own, threads);
                return null;
              });
      running.add(task);
      Thread.startVirtualThread(task);
    }
    for (var task : running) {
      await(task);
    }
  }

  private static void await(FutureTask<@Nullable Void> lane) throws InterruptedException {
    try {
      lane.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("The stack is closing");
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<JsonNode> lane(List<JsonNode> records, int lane, int lanes) {
    return records.stream()
        .filter(
            record -> {
              JsonNode key = record.path("dynamodb").path("Keys").path(partitionKey);
              return Math.floorMod(key.hashCode(), lanes) == lane;
            })
        .toList();
  }

  private void deliverInOrder(String shard, List<JsonNode> records, Threads threads)
      throws InterruptedException {
    int size = setting("BatchSize", 100);
    for (int from = 0; from < records.size(); from += size) {
      List<JsonNode> batch = records.subList(from, Math.min(from + size, records.size()));
      new Delivery(shard, threads).deliver(batch);
    }
  }

  private int setting(String name, int otherwise) {
    return mapping.properties().path(name).asInt(otherwise);
  }

  /// One batch on its way, and what became of it in the end.
  private final class Delivery {
    private final String shard;
    private final Threads threads;

    Delivery(String shard, Threads threads) {
      this.shard = shard;
      this.threads = threads;
    }

    void deliver(List<JsonNode> batch) throws InterruptedException {
      List<JsonNode> rest = batch;
      for (int attempt = 1; ; attempt++) {
        int firstFailed = firstFailed(rest);
        if (firstFailed == rest.size()) {
          return;
        }
        if (firstFailed > 0) {
          rest = rest.subList(firstFailed, rest.size());
          attempt = 1;
        } else if (rest.size() > 1
            && mapping.properties().path("BisectBatchOnFunctionError").asBoolean()) {
          // Halving does not count as an attempt: it ends at the record that fails alone.
          deliver(rest.subList(0, rest.size() / 2));
          deliver(rest.subList(rest.size() / 2, rest.size()));
          return;
        } else if (isGivenUp(rest, attempt)) {
          return;
        }
        threads.pause(Math.min(FIRST_PAUSE_MS << Math.min(attempt, 10), LONGEST_PAUSE_MS));
      }
    }

    /// Lambda goes on from the lowest failed record, and delivers those after it again.
    private int firstFailed(List<JsonNode> batch) throws InterruptedException {
      var event = Json.object();
      event.putArray("Records").addAll(batch);
      List<String> ids = batch.stream().map(StreamBatches::sequenceNumber).toList();
      boolean reports = Mapping.reportsItems(mapping);
      BatchAnswer answer = BatchAnswer.of(function.invoke(Json.bytes(event)), ids, reports);
      return IntStream.range(0, ids.size())
          .filter(index -> answer.failed().contains(ids.get(index)))
          .findFirst()
          .orElse(ids.size());
    }

    private boolean isGivenUp(List<JsonNode> batch, int attempt) {
      int retries = setting("MaximumRetryAttempts", -1);
      int mostSeconds = setting("MaximumRecordAgeInSeconds", -1);
      boolean tooOften = retries >= 0 && attempt > retries;
      boolean tooOld =
          mostSeconds > 0
              && createdAt(batch.getFirst()).plusSeconds(mostSeconds).isBefore(Instant.now());
      if (onFailure != null && (tooOften || tooOld)) {
        String condition = tooOften ? "RetryAttemptsExhausted" : "RecordAgeExceeded";
        onFailure.send(note(batch, condition, attempt));
      }
      return tooOften || tooOld;
    }

    /// Where the records are, not what they are: as AWS does.
    private String note(List<JsonNode> batch, String condition, int attempts) {
      var note = FailureNote.of(function.spec(), condition, attempts);
      note.putObject("DDBStreamBatchInfo")
          .put("shardId", shard)
          .put("startSequenceNumber", sequenceNumber(batch.getFirst()))
          .put("endSequenceNumber", sequenceNumber(batch.getLast()))
          .put("approximateArrivalOfFirstRecord", createdAt(batch.getFirst()).toString())
          .put("approximateArrivalOfLastRecord", createdAt(batch.getLast()).toString())
          .put("batchSize", batch.size())
          .put("streamArn", mapping.text("EventSourceArn"));
      return note.toString();
    }

    private static Instant createdAt(JsonNode record) {
      JsonNode seconds = record.path("dynamodb").path("ApproximateCreationDateTime");
      return Instant.ofEpochMilli((long) (seconds.asDouble() * 1000));
    }
  }
}
