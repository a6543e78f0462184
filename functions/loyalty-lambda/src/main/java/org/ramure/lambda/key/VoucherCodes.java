// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.key;

import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.voucher.VoucherCode;

/// Codes as they follow from the code keys: never stored, derived again where one may be shown.
public final class VoucherCodes {

  private static final String PURPOSE = "voucher";

  private final KeyRing keys;
  private final VoucherHashes hashes;

  /// @param keys the ring of code keys
  /// @param hashes by the ring of look-up keys, which has the same generations
  public VoucherCodes(KeyRing keys, VoucherHashes hashes) {
    this.keys = keys;
    this.hashes = hashes;
  }

  /// The code of a voucher made now.
  ///
  /// @param attempt 0, or more after a collision
  public VoucherCode current(ProgrammeId programme, String voucherId, int attempt) {
    return derive(keys.current(), programme, voucherId, attempt);
  }

  /// The code of a voucher made before: that of the generation whose hash is the voucher's. Empty
  /// where none is, which means that a key was lost.
  public Optional<VoucherCode> of(
      ProgrammeId programme, String voucherId, int attempt, String hash) {
    return keys.generations().stream()
        .map(generation -> derive(generation, programme, voucherId, attempt))
        .filter(code -> hashes.hash(code).filter(hash::equals).isPresent())
        .findFirst();
  }

  private VoucherCode derive(
      String generation, ProgrammeId programme, String voucherId, int attempt) {
    var mac = keys.hmac(generation, PURPOSE, programme.value(), voucherId, String.valueOf(attempt));
    return VoucherCode.derive(generation.charAt(0), mac);
  }
}
