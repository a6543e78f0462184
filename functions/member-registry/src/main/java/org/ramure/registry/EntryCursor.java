// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.ramure.lambda.Json;

/// Where a page of a history ended. Opaque to callers, so that it may become something else.
final class EntryCursor {

  private static final String BEFORE = "before:";

  private EntryCursor() {}

  static String before(long sequence) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((BEFORE + sequence).getBytes(StandardCharsets.US_ASCII));
  }

  /// @return only entries with a lower sequence follow
  static long parse(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (text.matches(BEFORE + "[0-9]{1,12}")) {
        return Long.parseLong(text.substring(BEFORE.length()));
      }
    } catch (IllegalArgumentException _) {
      // no base64: refused below
    }
    throw new Json.Malformed("cursor", "not one that was given out here");
  }
}
