// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Currency;
import java.util.Map;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Entry;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.PurchaseKey;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item as a table's stream shows it, before or after a change: for whoever follows all tables
/// and reads none of them.
public sealed interface Image {

  /// There was nothing before, or is nothing any more.
  record Nothing() implements Image {}

  /// An item that tells nobody anything: identities, claims, ratings, indexes of other kinds.
  record OfNoInterest() implements Image {}

  record OfMember(ProgrammeId programme, Member member) implements Image {}

  /// @param content hash of the facts, without the time of receipt
  record OfEvidence(PurchaseKey purchase, Evidence evidence, String content) implements Image {}

  record OfAccount(ProgrammeId programme, Account account) implements Image {}

  record OfEntry(ProgrammeId programme, MemberId member, Entry entry) implements Image {}

  record OfVoucher(ProgrammeId programme, Voucher voucher) implements Image {}

  /// @param voucher id of the voucher that an order cannot have
  /// @param last4 of its code
  record OfConflict(
      ProgrammeId programme,
      String voucher,
      String last4,
      MemberId member,
      Currency currency,
      Agreement.Conflict conflict)
      implements Image {}

  /// @param attributes of the whole item, keys included; none where there is no item
  static Image of(Map<String, AttributeValue> attributes) {
    return attributes.isEmpty() ? new Nothing() : of(new Fields(attributes));
  }

  private static Image of(Fields item) {
    var sk = item.text(TableShape.SK);
    var attributes = item.attributes();
    return switch (sk.substring(0, sk.indexOf('#') + 1)) {
      case PurchaseKeys.REFUND -> evidence(item);
      case LedgerKeys.ENTRY -> entry(item);
      case VoucherKeys.CONFLICT -> conflict(item);
      default ->
          switch (sk) {
            case PurchaseKeys.ORDER, PurchaseKeys.CANCELLATION -> evidence(item);
            case MemberKeys.PROFILE -> new OfMember(programme(item), MemberItem.read(attributes));
            case LedgerKeys.ACCOUNT -> new OfAccount(programme(item), AccountItem.read(attributes));
            case VoucherKeys.VOUCHER ->
                new OfVoucher(programme(item), VoucherItem.read(attributes));
            default -> new OfNoInterest();
          };
    };
  }

  private static Image evidence(Fields item) {
    return new OfEvidence(
        PurchaseKeys.parse(item.text(TableShape.PK)),
        EvidenceItem.read(item.attributes()),
        item.text(EvidenceItem.CONTENT));
  }

  private static Image entry(Fields item) {
    var owner = LedgerKeys.parseAccount(item.text(TableShape.PK));
    return new OfEntry(owner.programme(), owner.member(), EntryItem.read(item.attributes()));
  }

  private static Image conflict(Fields item) {
    return new OfConflict(
        programme(item),
        item.text("voucher"),
        item.text("last4"),
        new MemberId(item.text("member")),
        Currency.getInstance(item.text("currency")),
        VoucherItem.readConflict(item.attributes()));
  }

  /// Every key begins with it.
  private static ProgrammeId programme(Fields item) {
    var pk = item.text(TableShape.PK);
    return new ProgrammeId(pk.substring(0, pk.indexOf('#')));
  }
}
