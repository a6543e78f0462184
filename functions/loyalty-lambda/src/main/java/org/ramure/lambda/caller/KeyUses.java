// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.caller;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.table.ApiKeyUses;
import org.ramure.table.TableShape;
import software.amazon.awssdk.core.exception.SdkException;

/// Notes that a key was used: at most one write per key and hour in a warm function. Whatever comes
/// of it, the call goes on: no till stands still for a note.
public final class KeyUses {

  private static final int KEPT_AT_MOST = 1_000;

  private final ApiKeyUses uses;
  private final Map<String, Instant> due = new ConcurrentHashMap<>();

  public KeyUses(ApiKeyUses uses) {
    this.uses = uses;
  }

  public static KeyUses of(Environment environment) {
    return new KeyUses(
        new ApiKeyUses(environment.dynamoDb(), environment.table(TableShape.PROGRAMMES)));
  }

  void note(ApiKeyCaller caller, Instant now) {
    var key = caller.programme() + "#" + caller.keyId();
    if (now.isBefore(due.getOrDefault(key, Instant.MIN))) {
      return;
    }
    if (due.size() >= KEPT_AT_MOST) {
      due.clear();
    }
    due.put(key, now.plus(ApiKeyUses.EVERY));
    write(caller, now);
  }

  private void write(ApiKeyCaller caller, Instant now) {
    try {
      var _ = uses.note(caller.programme(), caller.keyId(), now);
    } catch (SdkException e) {
      Log.error("key-use.not-noted", Map.of(Log.Field.KEY_ID, caller.keyId()), e);
    }
  }
}
