// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.sweep;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.lambda.programme.Programmes;
import org.ramure.points.Cause;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.LedgerKeys;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;

/// Finds accounts that can pay for a voucher today and that no change tells of: the mint lost them,
/// had made enough for yesterday, or points matured overnight. Such an account is due.
final class MintingSweep {

  private final LedgerTable ledgers;
  private final Programmes programmes;
  private final MintingQueue minting;

  MintingSweep(LedgerTable ledgers, Programmes programmes, MintingQueue minting) {
    this.ledgers = ledgers;
    this.programmes = programmes;
    this.minting = minting;
  }

  /// @return how many accounts of the shard were handed to voucher-minting
  int sweep(ProgrammeId programme, int shard, Instant now) {
    var version = programmes.inForceAt(programme, now);
    var today = LocalDate.ofInstant(now, version.terms().zone());
    var cause = new Cause("sweep", now, today, version.number(), Optional.empty(), List.of());
    var mintable =
        ledgers
            .due(programme, shard, today)
            .filter(owner -> isMintable(owner, version, cause))
            .toList();
    mintable.forEach(this::queue);
    return mintable.size();
  }

  private boolean isMintable(Owner owner, ProgrammeVersion version, Cause cause) {
    var today = cause.businessDate();
    var account = ledgers.account(owner.programme(), owner.member(), today);
    return Settlement.view(account, today, cause).mintable(version.terms().reward(), today);
  }

  private void queue(Owner owner) {
    minting.send(LedgerKeys.account(owner.programme(), owner.member()).pk());
  }
}
