// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import java.util.Optional;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Entry;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.PurchaseKey;
import org.ramure.voucher.Agreement.Conflict;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items as the tables write them, for tests of whoever sees them in a stream.
public final class StoredItems {

  private StoredItems() {}

  public static Map<String, AttributeValue> of(ProgrammeId programme, Member member) {
    return MemberItem.write(programme, member, Optional.empty());
  }

  public static Map<String, AttributeValue> of(
      ProgrammeId programme, IdentityKey key, Member member) {
    return MemberItem.write(programme, key, member.id(), member.enrolledAt());
  }

  public static Map<String, AttributeValue> of(PurchaseKey key, Evidence evidence) {
    return EvidenceItem.write(key, evidence);
  }

  public static Map<String, AttributeValue> of(ProgrammeId programme, Account account) {
    return AccountItem.write(programme, account, Optional.empty());
  }

  public static Map<String, AttributeValue> of(
      ProgrammeId programme, MemberId member, Entry entry) {
    return EntryItem.write(programme, member, entry);
  }

  public static Map<String, AttributeValue> of(ProgrammeId programme, Voucher voucher) {
    return VoucherItem.write(programme, voucher);
  }

  public static Map<String, AttributeValue> of(
      ProgrammeId programme, Voucher voucher, Conflict conflict) {
    return VoucherItem.write(programme, voucher, conflict);
  }
}
