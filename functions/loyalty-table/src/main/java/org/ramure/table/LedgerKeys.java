// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Keys of the Ledger table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#MEMBER#<id>} | {@code ACCOUNT} | balances after the last entry |
/// | the same | {@code ENTRY#<sequence>} | one immutable line, zero-padded to sort |
/// | the same | {@code EXPIRED#<day>} | what expired of that day and was not excused |
/// | the same | {@code ADJUSTMENT#<id>} | what a person asked for, and who agreed |
/// | {@code <programme>#ONCE#<caller>#<operation>#<key>} | {@code ONCE} | a first answer |
/// | {@code <programme>#DUE#<shard>} (index) | day | accounts with something to do by then |
public final class LedgerKeys {

  /// So many writers a second and no more fit one index key: hence shards.
  public static final int DUE_SHARDS = 64;

  static final String ACCOUNT = "ACCOUNT";
  static final String ENTRY = "ENTRY#";
  static final String EXPIRED = "EXPIRED#";
  private static final String MEMBER = "#MEMBER#";

  private LedgerKeys() {}

  /// Whose account it is.
  public record Owner(ProgrammeId programme, MemberId member) {}

  public static Key account(ProgrammeId programme, MemberId member) {
    return new Key(programme + MEMBER + member, ACCOUNT);
  }

  static Key entry(ProgrammeId programme, MemberId member, long sequence) {
    return new Key(
        account(programme, member).pk(), ENTRY + String.format(Locale.ROOT, "%012d", sequence));
  }

  static Key expired(ProgrammeId programme, MemberId member, LocalDate day) {
    return new Key(account(programme, member).pk(), EXPIRED + day);
  }

  static final String ADJUSTMENT = "ADJUSTMENT#";

  static Key adjustment(ProgrammeId programme, MemberId member, String id) {
    return new Key(account(programme, member).pk(), ADJUSTMENT + id);
  }

  /// Whether a partition is an account.
  public static boolean isAccount(String pk) {
    return pk.contains(MEMBER);
  }

  /// Whether a sort key is what a person asked for.
  public static boolean isAdjustment(String sk) {
    return sk.startsWith(ADJUSTMENT);
  }

  static LocalDate parseExpired(String sk) {
    return LocalDate.parse(sk.substring(EXPIRED.length()));
  }

  /// The owner of an account's partition, as streams and queues name it.
  public static Owner parseAccount(String pk) {
    var parts = pk.split(MEMBER, 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("not an account's key: " + pk);
    }
    return new Owner(new ProgrammeId(parts[0]), new MemberId(parts[1]));
  }

  /// Where an account is found on its due day.
  public static String due(ProgrammeId programme, MemberId member) {
    return due(programme, Shard.of(member.value(), DUE_SHARDS));
  }

  static String due(ProgrammeId programme, int shard) {
    return programme + "#DUE#" + Shard.name(shard);
  }

  /// The place of an account in the index of what is due, all four keys of it.
  static Map<String, AttributeValue> due(LedgerTable.Due due) {
    var owner = due.owner();
    var place = new HashMap<>(account(owner.programme(), owner.member()).attributes());
    place.put(TableShape.DUE.pk(), AttributeValue.fromS(due(owner.programme(), owner.member())));
    place.put(TableShape.DUE.sk(), AttributeValue.fromS(due.day().toString()));
    return place;
  }

  static LedgerTable.Due parseDue(Map<String, AttributeValue> place) {
    var fields = new Fields(place);
    return new LedgerTable.Due(
        parseAccount(fields.text(TableShape.PK)), fields.day(TableShape.DUE.sk()));
  }
}
