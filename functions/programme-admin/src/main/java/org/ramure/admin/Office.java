// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.InstantSource;
import org.ramure.lambda.Environment;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.table.ApiKeyUses;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ApiKeyTable;
import org.ramure.table.programmes.DraftTable;
import org.ramure.table.programmes.ProgrammeTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The parts of the function, put together.
record Office(
    Callers callers,
    Operator operator,
    ProgrammeRoutes programmes,
    DraftRoutes drafts,
    SourceRoutes sources,
    StoreRoutes stores,
    ZoneRoutes zones,
    ImportRoutes imports,
    KeyRoutes keys) {

  static Office of(Environment environment) {
    return of(
        environment.dynamoDb(),
        environment.table(TableShape.PROGRAMMES),
        new Sealing(KeyRing.of(environment, "SEALING_KEYS")),
        environment.clock());
  }

  static Office of(DynamoDbClient client, String name, Sealing sealing, InstantSource clock) {
    var table = new ProgrammeTable(client, name);
    var drafts = new DraftTable(client, name);
    var keys = new ApiKeyTable(client, name);
    var uses = new ApiKeyUses(client, name);
    var review = new Review(table);
    var publishing = new Publishing(table, drafts, review, clock);
    return new Office(
        Callers.ofKeysOnly(table::apiKey, clock).noting(new KeyUses(uses)),
        new Operator(table, keys, review, clock),
        new ProgrammeRoutes(table, drafts, publishing, clock),
        new DraftRoutes(drafts, review, clock),
        new SourceRoutes(table, sealing, clock),
        new StoreRoutes(table, clock),
        new ZoneRoutes(table, clock),
        new ImportRoutes(table, clock),
        new KeyRoutes(table, keys, uses, clock));
  }
}
