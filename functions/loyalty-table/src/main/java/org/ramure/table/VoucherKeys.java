// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import org.ramure.programme.ProgrammeId;

/// Keys of the Vouchers table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#VOUCHER#<hash of the code>} | {@code VOUCHER} | the voucher |
/// | the same | {@code CONFLICT#<source>/<document>} | an order that named it after another use |
public final class VoucherKeys {

  static final String VOUCHER = "VOUCHER";
  static final String CONFLICT = "CONFLICT#";

  private VoucherKeys() {}

  static Key voucher(ProgrammeId programme, String hash) {
    return new Key(programme + "#VOUCHER#" + hash, VOUCHER);
  }

  static Key conflict(ProgrammeId programme, String hash, String purchaseReference) {
    return new Key(voucher(programme, hash).pk(), CONFLICT + purchaseReference);
  }
}
