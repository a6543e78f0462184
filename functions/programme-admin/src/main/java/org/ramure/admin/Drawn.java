// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// What nobody can guess, or what never comes twice.
final class Drawn {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEY_PREFIX = "ramure_";
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 6;

  private Drawn() {}

  static String key() {
    return KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(KEY_BYTES));
  }

  static String id() {
    return HexFormat.of().formatHex(bytes(ID_BYTES));
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
