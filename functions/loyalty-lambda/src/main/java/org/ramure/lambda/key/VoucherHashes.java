// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.key;

import java.util.Optional;
import org.ramure.voucher.VoucherCode;

/// Under which hash a voucher is kept: codes are not stored. The generation inside the code selects
/// the look-up key, so one call finds a voucher whatever was rotated since.
public final class VoucherHashes {

  private static final String PURPOSE = "voucher-code";

  private final KeyRing keys;

  /// @param keys the ring of look-up keys
  public VoucherHashes(KeyRing keys) {
    this.keys = keys;
  }

  /// Lower-case hex; empty where no key of the code's generation was ever made: then it is no code
  /// of ours, only one that looks like it.
  public Optional<String> hash(VoucherCode code) {
    var generation = String.valueOf(code.generation());
    return keys.has(generation)
        ? Optional.of(keys.hmacHex(generation, PURPOSE, code.text()))
        : Optional.empty();
  }

  /// The same for what a person typed or a shop reports.
  public Optional<String> hash(String typed) {
    return VoucherCode.parse(typed).flatMap(this::hash);
  }
}
