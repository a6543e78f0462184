// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The client tokens of transactions that have succeeded. The SDK sends one with every transaction
/// and the same one with each of its own retries.
final class Replays {

  private static final int REMEMBERED = 10_000;

  private final Set<String> tokens =
      Collections.synchronizedSet(Collections.newSetFromMap(new Newest()));

  /// Whether a transaction that has just succeeded had done so before.
  boolean isOne(Call call) {
    String token = call.request().path("ClientRequestToken").asText();
    return !token.isEmpty() && !tokens.add(token);
  }

  private static final class Newest extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
