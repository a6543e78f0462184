// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.expiry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.IntStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.batch.ExpiryQueue;
import org.ramure.lambda.programme.NewDays;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LedgerKeys;

/// Called by a schedule every hour, which begins the day of programmes where it is new; and by its
/// own queue, for each stretch of a shard.
public final class ExpiryHandler implements RequestStreamHandler {

  private final NewDays days;
  private final DueAccounts accounts;
  private final ExpiryQueue queue;

  public ExpiryHandler() {
    this(Environment.ofProcess());
  }

  private ExpiryHandler(Environment environment) {
    this(
        NewDays.of(environment, "expiry"),
        DueAccounts.of(environment),
        ExpiryQueue.of(environment));
  }

  ExpiryHandler(NewDays days, DueAccounts accounts, ExpiryQueue queue) {
    this.days = days;
    this.accounts = accounts;
    this.queue = queue;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Json.tree(in.readAllBytes());
    out.write(Json.bytes(Log.correlated(context.getAwsRequestId(), () -> answer(event))));
  }

  /// To the schedule: of which programmes a day was begun.
  private Object answer(JsonNode event) {
    return event.has("scheduledTime")
        ? days.begin((version, _) -> handOut(version.programme()))
        : Batch.answer(Batch.of(event).workOff(work()));
  }

  private Batch.Work work() {
    return Batch.Work.ofQueue(ExpiryQueue::parse, this::workOff);
  }

  private void handOut(ProgrammeId programme) {
    IntStream.range(0, LedgerKeys.DUE_SHARDS)
        .mapToObj(shard -> DueShard.beginning(programme, shard).toString())
        .forEach(queue::send);
  }

  private void workOff(String due) {
    if (LedgerKeys.isAccount(due)) {
      accounts.settle(LedgerKeys.parseAccount(due));
    } else {
      accounts.goOn(DueShard.parse(due));
    }
  }
}
