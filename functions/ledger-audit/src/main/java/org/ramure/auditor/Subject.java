// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Instant;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LedgerKeys.Owner;

/// One thing that is audited by itself.
sealed interface Subject {

  ProgrammeId programme();

  record OfAccount(Owner owner) implements Subject {

    @Override
    public ProgrammeId programme() {
      return owner.programme();
    }
  }

  record OfPurchase(PurchaseKey key) implements Subject {

    @Override
    public ProgrammeId programme() {
      return key.programme();
    }
  }

  /// A purchase that waits for somebody.
  record OfHint(PurchaseKey key) implements Subject {

    @Override
    public ProgrammeId programme() {
      return key.programme();
    }
  }

  record OfVoucher(ProgrammeId programme, String hash) implements Subject {}

  /// @param id of the message, by its content
  /// @param keptAt when its body was put where it lies
  record OfMessage(ProgrammeId programme, String source, String id, Instant keptAt)
      implements Subject {}
}
