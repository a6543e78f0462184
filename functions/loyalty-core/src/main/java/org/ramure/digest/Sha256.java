// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, without the exception that no JDK throws.
public final class Sha256 {

  private Sha256() {}

  /// Of all parts, one after another.
  public static byte[] of(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// 64 characters, lower case.
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
