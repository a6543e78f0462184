// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ProgrammeKeys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// When each API key was last used, to the hour. Each has a partition of its own in the Programmes
/// table, so that every function of the API can be given the right to write there and nowhere else.
public final class ApiKeyUses {

  /// Nobody needs to know it better, and a key that is used all day costs 24 writes.
  public static final Duration EVERY = Duration.ofHours(1);

  private static final String LAST_USED_AT = "lastUsedAt";
  private static final String ID = "id";

  private final Table table;

  public ApiKeyUses(DynamoDbClient client, String name) {
    table = new Table(client, name);
  }

  /// Notes a use, unless another function has noted one within the hour.
  ///
  /// @return whether it was noted
  public boolean note(ProgrammeId programme, String keyId, Instant at) {
    return table.update(
        ProgrammeKeys.apiKeyUse(programme, keyId),
        "SET #at = :at, #id = :id",
        new Transaction.Condition(
            "attribute_not_exists(#at) OR #at <= :before",
            Map.of("#at", LAST_USED_AT, "#id", ID),
            Map.of(
                ":at", text(at),
                ":before", text(at.minus(EVERY)),
                ":id", AttributeValue.fromS(keyId))));
  }

  private static AttributeValue text(Instant at) {
    return AttributeValue.fromS(Instants.text(at));
  }

  /// By the ids of the keys; one that was never used is not there.
  public Map<String, Instant> lastUsed(ProgrammeId programme, List<String> keyIds) {
    var used = new HashMap<String, Instant>();
    var keys = keyIds.stream().map(id -> ProgrammeKeys.apiKeyUse(programme, id)).toList();
    for (var item : table.getAll(keys)) {
      var fields = new Fields(item);
      used.put(fields.text(ID), fields.instant(LAST_USED_AT));
    }
    return used;
  }
}
