// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.key;

import java.util.function.Predicate;
import org.ramure.programme.ProgrammeId;
import org.ramure.voucher.VoucherCode;

/// Makes the codes of new vouchers. A code follows from the voucher's id, so whoever makes the same
/// voucher again makes the same code.
public record CodePress(VoucherCodes codes, VoucherHashes hashes) {

  /// @param hash of the code, the voucher's key
  public record Coded(String id, int attempt, VoucherCode code, String hash) {}

  /// @param taken whether a voucher of another id has the code already: one in 10^14, and then the
  ///     next attempt is made. Asked only where that matters
  public Coded press(ProgrammeId programme, String id, Predicate<Coded> taken) {
    var coded = coded(programme, id, 0);
    while (taken.test(coded)) {
      coded = coded(programme, id, coded.attempt() + 1);
    }
    return coded;
  }

  private Coded coded(ProgrammeId programme, String id, int attempt) {
    var code = codes.current(programme, id, attempt);
    var hash =
        hashes
            .hash(code)
            .orElseThrow(
                () -> new IllegalStateException("no look-up key of the code key's generation"));
    return new Coded(id, attempt, code, hash);
  }
}
