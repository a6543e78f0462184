// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.batch;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.table.Correlation;

/// A message of our queues: a key whose work is due, {@code {"purchase": "<partition>"}}, with the
/// id of the request that made it due.
public final class KeyMessage {

  private KeyMessage() {}

  /// @param name of the key, by which a dead letter is told from others
  public static String text(String name, String key) {
    var message = new LinkedHashMap<String, String>();
    message.put(name, key);
    Correlation.current().ifPresent(id -> message.put(Correlation.ATTRIBUTE, id));
    return Json.text(message);
  }

  /// @return empty where the message names no such key
  public static String key(String name, String body) {
    return Json.tree(body).path(name).asText();
  }

  static Optional<String> correlation(String body) {
    try {
      return Optional.of(Json.tree(body).path(Correlation.ATTRIBUTE).asText())
          .filter(id -> !id.isEmpty());
    } catch (Json.Malformed noMessageOfOurs) {
      return Optional.empty();
    }
  }
}
