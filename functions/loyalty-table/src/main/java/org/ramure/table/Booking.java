// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.ramure.member.Birthday;
import org.ramure.member.MemberId;
import org.ramure.points.Adjustment;
import org.ramure.points.Cause;
import org.ramure.points.Ledger;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.MemberTable.ListedBirthday;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One transaction over ledger, purchases and vouchers: everything that follows from one decision
/// is written together or not at all. Each part is conditional on what the decision was made on.
public final class Booking {

  private final Books books;
  private final ProgrammeId programme;
  private final Transaction transaction = new Transaction();

  private Booking(Books books, ProgrammeId programme) {
    this.books = books;
    this.programme = programme;
  }

  /// The tables that are written together: the ledger always, the others where a function has
  /// business with them, and rights.
  public static final class Books {
    private final DynamoDbClient client;
    private final LedgerTable ledgers;
    private final Optional<VoucherTable> vouchers;
    private final Optional<PurchaseTable> purchases;
    private final Optional<MemberTable> members;

    private Books(
        DynamoDbClient client,
        LedgerTable ledgers,
        Optional<VoucherTable> vouchers,
        Optional<PurchaseTable> purchases,
        Optional<MemberTable> members) {
      this.client = client;
      this.ledgers = ledgers;
      this.vouchers = vouchers;
      this.purchases = purchases;
      this.members = members;
    }

    public static Books of(DynamoDbClient client, LedgerTable ledgers) {
      return new Books(client, ledgers, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Books with(VoucherTable more) {
      return new Books(client, ledgers, Optional.of(more), purchases, members);
    }

    public Books with(PurchaseTable more) {
      return new Books(client, ledgers, vouchers, Optional.of(more), members);
    }

    public Books with(MemberTable more) {
      return new Books(client, ledgers, vouchers, purchases, Optional.of(more));
    }

    public LedgerTable ledgers() {
      return ledgers;
    }

    public VoucherTable vouchers() {
      return vouchers.orElseThrow(
          () -> new IllegalStateException("this function has no business with vouchers"));
    }

    public PurchaseTable purchases() {
      return purchases.orElseThrow(
          () -> new IllegalStateException("this function has no business with purchases"));
    }

    public MemberTable members() {
      return members.orElseThrow(
          () -> new IllegalStateException("this function has no business with members"));
    }

    public Booking open(ProgrammeId programme) {
      return new Booking(this, programme);
    }

    /// The member's ledger, settled to the day of the cause and not written yet. A long absence is
    /// settled in transactions of its own first.
    ///
    /// @param cause of the settlement: who, when and on which day
    /// @param reward what the programme gives for points now
    /// @return empty when others kept writing: read everything again
    public Optional<Ledger> settled(
        ProgrammeId programme, MemberId member, Cause cause, Optional<RewardTerms> reward) {
      for (int tries = 0; tries < Contention.TRIES; tries++) {
        var account = ledgers.account(programme, member, cause.businessDate());
        var settled = Settlement.settle(Ledger.of(account), cause.businessDate(), cause);
        if (settled.complete()) {
          return Optional.of(settled.ledger());
        }
        open(programme).ledger(settled.ledger(), reward).commit();
      }
      return Optional.empty();
    }
  }

  /// An account with its new entries, on condition of its version.
  public Booking ledger(Ledger ledger, Optional<RewardTerms> reward) {
    return ledger(ledger, reward, Map.of());
  }

  /// The same where the entries follow from several requests.
  ///
  /// @param requests that brought an entry, by its sequence; others bear the one at hand
  public Booking ledger(Ledger ledger, Optional<RewardTerms> reward, Map<Long, String> requests) {
    books.ledgers.add(transaction, programme, ledger, reward, requests);
    return this;
  }

  /// What is posted for a purchase, on condition of the revision before.
  public Booking posting(PurchaseKey key, Posting next) {
    books.purchases().add(transaction, key, next);
    return this;
  }

  /// Only while the purchase's posting is this one.
  public Booking onlyWhile(PurchaseKey key, Posting posting) {
    books.purchases().check(transaction, key, posting);
    return this;
  }

  /// The next state of a voucher, on condition of its revision.
  public Booking voucher(Voucher next) {
    books.vouchers().add(transaction, programme, next);
    return this;
  }

  /// A new voucher, on condition that its code is free.
  public Booking newVoucher(Voucher voucher) {
    books.vouchers().addNew(transaction, programme, voucher);
    return this;
  }

  /// That a member was given something for a birthday, on condition that it is on the list as it
  /// was read.
  public Booking birthdayGift(
      MemberId member, ListedBirthday read, Birthday.Gift gift, LocalDate next) {
    books.members().addGift(transaction, programme, member, read, gift, next);
    return this;
  }

  /// A conflict of a voucher, raised or closed.
  public Booking conflict(Voucher voucher, Conflict conflict) {
    books.vouchers().add(transaction, programme, voucher, conflict);
    return this;
  }

  /// What a person asked for, on condition that it is new.
  public Booking newAdjustment(MemberId member, Adjustment adjustment) {
    books.ledgers.addNew(transaction, programme, member, adjustment);
    return this;
  }

  /// What became of it, on condition that nobody decided before.
  public Booking decided(MemberId member, Adjustment adjustment) {
    books.ledgers.addDecided(transaction, programme, member, adjustment);
    return this;
  }

  /// The answer to a command without a natural key, on condition that it has none yet.
  public Booking once(Once once, Once.Answer answer) {
    books.ledgers.add(transaction, once, answer);
    return this;
  }

  /// Whether DynamoDB takes it in one go.
  public boolean fits() {
    return transaction.size() <= Transaction.MOST;
  }

  /// @return false when something changed since it was read: nothing was written, read and decide
  ///     again
  public boolean commit() {
    return transaction.commit(books.client);
  }

  /// The same without waiting for others who write at this moment.
  ///
  /// @return false when something changed since it was read, or is about to
  public boolean commitUnlessMet() {
    return transaction.commitUnlessMet(books.client);
  }
}
