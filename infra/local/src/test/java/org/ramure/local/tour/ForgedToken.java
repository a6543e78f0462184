// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A member token as its published form says, made by somebody who has a key of the ring.
final class ForgedToken {
  private ForgedToken() {}

  static String of(
      String generation, String key, String programme, String member, Instant expiresAt) {
    var expiry = String.valueOf(expiresAt.getEpochSecond());
    var hmac = hmac(key, List.of("member-token", programme, member, expiry));
    return String.join(".", "mt1", generation, programme, member, expiry, hmac);
  }

  /// Each part is preceded by its length.
  private static String hmac(String key, List<String> parts) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      for (var part : parts) {
        var bytes = part.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
