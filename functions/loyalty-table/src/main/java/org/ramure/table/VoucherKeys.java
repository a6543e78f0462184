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

  private static final String PARTITION = "#VOUCHER#";

  /// Which voucher a partition is.
  public record Place(ProgrammeId programme, String hash) {}

  static Key voucher(ProgrammeId programme, String hash) {
    return new Key(programme + PARTITION + hash, VOUCHER);
  }

  public static Place parse(String pk) {
    var parts = pk.split(PARTITION, 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("not a voucher's key");
    }
    return new Place(new ProgrammeId(parts[0]), parts[1]);
  }

  /// Whether a sort key is the voucher itself.
  public static boolean isVoucher(String sk) {
    return sk.equals(VOUCHER);
  }

  static Key conflict(ProgrammeId programme, String hash, String purchaseReference) {
    return new Key(voucher(programme, hash).pk(), CONFLICT + purchaseReference);
  }
}
