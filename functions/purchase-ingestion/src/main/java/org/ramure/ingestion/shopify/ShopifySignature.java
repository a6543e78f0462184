// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// {@code X-Shopify-Hmac-Sha256}: base64 of HMAC-SHA256 over the raw bytes of the body, by the
/// app's secret. While a secret is being changed two are live.
public final class ShopifySignature {

  public static final String HEADER = "x-shopify-hmac-sha256";

  private static final String HMAC = "HmacSHA256";

  private ShopifySignature() {}

  /// Compares in constant time, and with every secret even after one fitted. What is compared is
  /// the text, character by character: base64 has several ways to write the same bytes, and a shop
  /// uses one.
  public static boolean isValid(byte[] body, Optional<String> header, List<String> secrets) {
    var claimed = header.orElse("").getBytes(StandardCharsets.UTF_8);
    boolean valid = false;
    for (var secret : secrets) {
      valid |= MessageDigest.isEqual(of(body, secret).getBytes(StandardCharsets.UTF_8), claimed);
    }
    return valid;
  }

  /// The header's value, as a shop makes it.
  public static String of(byte[] body, String secret) {
    return Base64.getEncoder().encodeToString(hmac(body, secret));
  }

  private static byte[] hmac(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
