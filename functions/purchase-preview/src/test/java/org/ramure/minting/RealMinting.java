// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

import java.time.InstantSource;
import org.ramure.lambda.key.CodePress;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerKeys.Owner;

/// What voucher-minting makes of an account that can pay.
public final class RealMinting {

  private final AccountMinting minting;

  public RealMinting(
      Books books,
      VoucherCodes codes,
      VoucherHashes hashes,
      Programmes programmes,
      InstantSource clock) {
    var press = new CodePress(codes, hashes);
    minting = new AccountMinting(books, press, programmes::versions, clock);
  }

  public void mint(Owner owner) {
    minting.mint(owner);
  }
}
