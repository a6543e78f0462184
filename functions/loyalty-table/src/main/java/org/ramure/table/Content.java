// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Base64;
import java.util.TreeMap;
import org.ramure.digest.Sha256;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Hashes content: equal for equal values in whatever order maps were filled, different for
/// anything else.
final class Content {

  private Content() {}

  /// 32 bytes as 43 characters, URL-safe.
  static String hash(AttributeValue value) {
    var text = new StringBuilder();
    append(text, value);
    return hash(text.toString());
  }

  static String hash(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
  }

  private static void append(StringBuilder text, AttributeValue value) {
    switch (value.type()) {
      case S -> part(text, 'S', value.s());
      case N -> part(text, 'N', value.n());
      case BOOL -> part(text, 'B', value.bool().toString());
      case L -> {
        part(text, 'L', Integer.toString(value.l().size()));
        value.l().forEach(v -> append(text, v));
      }
      case M -> {
        part(text, 'M', Integer.toString(value.m().size()));
        new TreeMap<>(value.m())
            .forEach(
                (k, v) -> {
                  part(text, 'K', k);
                  append(text, v);
                });
      }
      default -> throw new IllegalArgumentException("no " + value.type() + " in our items");
    }
  }

  private static void part(StringBuilder text, char type, String value) {
    text.append(type).append(value.length()).append(':').append(value);
  }
}
