// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.sweep;

import java.time.Instant;
import java.time.ZoneOffset;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;

/// Finds accounts that could pay for a voucher yesterday and still can: whoever mints lost them. An
/// account that is mintable is due the day after.
final class MintingSweep {

  private final LedgerTable ledgers;
  private final MintingQueue minting;

  MintingSweep(LedgerTable ledgers, MintingQueue minting) {
    this.ledgers = ledgers;
    this.minting = minting;
  }

  /// @return how many accounts of the shard were handed to voucher-minting
  int sweep(ProgrammeId programme, int shard, Instant now) {
    var today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return ledgers.due(programme, shard, today).mapToInt(this::queueIfMintable).sum();
  }

  private int queueIfMintable(Owner owner) {
    if (!ledgers.mintable(owner)) {
      return 0;
    }
    minting.send(LedgerKeys.account(owner.programme(), owner.member()).pk());
    return 1;
  }
}
