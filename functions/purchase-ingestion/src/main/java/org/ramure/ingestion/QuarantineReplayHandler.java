// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.ramure.table.programmes.ApiKey.Scope.ADMIN;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.http.Routes;
import org.ramure.table.QuarantineKeys;
import org.ramure.table.QuarantineTable;
import org.ramure.table.TableShape;

/// The office's side of quarantine: a function of its own, with the mapping of this module. Called
/// by the API and, for replays of many, by its own queue.
public final class QuarantineReplayHandler implements RequestStreamHandler {

  private static final String ENTRIES = "/v1/quarantine";
  private static final String REPLAYS = ENTRIES + "/replays";
  private static final String LETTERS = "/v1/dead-letters";
  private static final Access OFFICE = Access.keys(ADMIN);

  private final Routes routes;
  private final Replays replays;
  private final LateEntries late;

  public QuarantineReplayHandler() {
    this(Environment.ofProcess());
  }

  private QuarantineReplayHandler(Environment environment) {
    this(
        environment,
        new Replay(
            Reception.of(environment),
            QuarantineBodies.of(environment),
            new QuarantineTable(environment.dynamoDb(), environment.table(TableShape.QUARANTINE)),
            AccrualQueue.of(environment),
            environment.clock()));
  }

  private QuarantineReplayHandler(Environment environment, Replay replay) {
    this(
        Callers.ofKeysOnly(
                replay.reception().surroundings().programmes()::apiKey, environment.clock())
            .noting(KeyUses.of(environment)),
        new Replays(
            replay,
            replay.entries(),
            ReplayQueue.of(environment),
            environment.clock(),
            UUID::randomUUID),
        DeadLetters.of(environment));
  }

  QuarantineReplayHandler(Callers callers, Replays replays, DeadLetters letters) {
    this.replays = replays;
    this.late = new LateEntries(replays.one().bodies(), replays.entries());
    var desk = QuarantineDesk.of(replays);
    routes =
        new Routes(callers)
            .onKeys("GET " + ENTRIES, OFFICE, desk::list)
            .onKeys("GET " + ENTRIES + "/{id}", OFFICE, desk::one)
            .onKeys("POST " + ENTRIES + "/{id}/replay", OFFICE, desk::replay)
            .onKeys("POST " + ENTRIES + "/{id}/discard", OFFICE, desk::discard)
            .onKeys("POST " + REPLAYS, OFFICE, desk::replayMany)
            .onKeys("GET " + REPLAYS + "/{id}", OFFICE, desk::progress)
            .onKeys("GET " + LETTERS, OFFICE, letters::list)
            .onKeys("POST " + LETTERS + "/{queue}/replay", OFFICE, letters::replay);
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = in.readAllBytes();
    var again = new ByteArrayInputStream(event);
    if (Json.tree(event).has("Records")) {
      Batch.serve(again, out, context.getAwsRequestId(), batches());
    } else {
      routes.serve(again, out, context);
    }
  }

  private void advance(String key) {
    QuarantineKeys.parseBody(key).ifPresentOrElse(late::enter, () -> replays.advance(key));
  }

  private Batch.Work batches() {
    return Batch.Work.ofQueue(ReplayQueue::parse, this::advance);
  }
}
