// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// How far the nightly sweep came, for each programme and shard; kept in the Programmes table under
/// {@code <programme>#SWEEP}.
public final class SweepCursors {

  private static final String DONE_TO = "doneTo";

  private final DynamoDbClient client;
  private final String name;
  private final Table table;

  public SweepCursors(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
    this.table = new Table(client, name);
  }

  /// Everything received before this instant was looked at without a failure.
  public Optional<Instant> doneTo(ProgrammeId programme, int shard) {
    return table.get(key(programme, shard)).map(item -> new Fields(item).instant(DONE_TO));
  }

  public void advance(ProgrammeId programme, int shard, Instant doneTo) {
    var item = Item.of(key(programme, shard)).put(DONE_TO, doneTo).attributes();
    client.putItem(p -> p.tableName(name).item(item));
  }

  private static Key key(ProgrammeId programme, int shard) {
    return new Key(programme + "#SWEEP", Shard.name(shard));
  }
}
