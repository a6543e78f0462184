// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Optional;
import org.ramure.points.Ledger;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One transaction over ledger, purchases and vouchers: everything that follows from one decision
/// is written together or not at all. Each part is conditional on what the decision was made on.
public final class Booking {

  private final DynamoDbClient client;
  private final ProgrammeId programme;
  private final LedgerTable ledgers;
  private final PurchaseTable purchases;
  private final VoucherTable vouchers;
  private final Transaction transaction = new Transaction();

  private Booking(Books books, ProgrammeId programme) {
    this.client = books.client();
    this.programme = programme;
    this.ledgers = books.ledgers();
    this.purchases = books.purchases();
    this.vouchers = books.vouchers();
  }

  /// The tables that are written together.
  public record Books(
      DynamoDbClient client, LedgerTable ledgers, PurchaseTable purchases, VoucherTable vouchers) {

    public Booking open(ProgrammeId programme) {
      return new Booking(this, programme);
    }
  }

  /// An account with its new entries, on condition of its version.
  public Booking ledger(Ledger ledger, Optional<RewardTerms> reward) {
    ledgers.add(transaction, programme, ledger, reward);
    return this;
  }

  /// What is posted for a purchase, on condition of the revision before.
  public Booking posting(PurchaseKey key, Posting next) {
    purchases.add(transaction, key, next);
    return this;
  }

  /// Only while the purchase's posting is this one.
  public Booking onlyWhile(PurchaseKey key, Posting posting) {
    purchases.check(transaction, key, posting);
    return this;
  }

  /// The next state of a voucher, on condition of its revision.
  public Booking voucher(Voucher next) {
    vouchers.add(transaction, programme, next);
    return this;
  }

  /// A new voucher, on condition that its code is free.
  public Booking newVoucher(Voucher voucher) {
    vouchers.addNew(transaction, programme, voucher);
    return this;
  }

  /// A conflict of a voucher, raised or closed.
  public Booking conflict(String voucherHash, Conflict conflict) {
    vouchers.add(transaction, programme, voucherHash, conflict);
    return this;
  }

  /// @return false when something changed since it was read: nothing was written, read and decide
  ///     again
  public boolean commit() {
    return transaction.commit(client);
  }
}
