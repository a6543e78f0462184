// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Secrets of others that must be read again, such as a source's webhook secret: AES-256-GCM as
/// {@code <generation>.<base64url of nonce and ciphertext>}. What it belongs to is bound in, so
/// that a sealed text moved to another item does not open there.
public final class Sealing {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final KeyRing keys;
  private final SecureRandom random = new SecureRandom();

  public Sealing(KeyRing keys) {
    this.keys = keys;
  }

  /// @param owner what it belongs to, for example programme, {@code "source"}, source id
  public String seal(String plain, String... owner) {
    var generation = keys.current();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var sealed =
        run(Cipher.ENCRYPT_MODE, generation, nonce, owner, plain.getBytes(StandardCharsets.UTF_8));
    var whole = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return generation + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /// @throws IllegalArgumentException where it was changed, or sealed for another owner
  public String unseal(String sealed, String... owner) {
    if (sealed.length() < 3 || sealed.charAt(1) != '.') {
      throw new IllegalArgumentException("not a sealed text");
    }
    var whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed.substring(2)));
    if (whole.remaining() < NONCE_BYTES) {
      throw new IllegalArgumentException("not a sealed text");
    }
    var nonce = new byte[NONCE_BYTES];
    whole.get(nonce);
    var rest = new byte[whole.remaining()];
    whole.get(rest);
    var plain = run(Cipher.DECRYPT_MODE, sealed.substring(0, 1), nonce, owner, rest);
    return new String(plain, StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, String generation, byte[] nonce, String[] owner, byte[] input) {
    try {
      var cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, keys.aes(generation), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated(generation, owner));
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException("sealed text changed, or of another owner", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] associated(String generation, String[] owner) {
    return keys.hmac(generation, "sealed-for", owner);
  }
}
