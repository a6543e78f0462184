// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.HashMap;
import java.util.Map;
import org.ramure.member.IdentityKey;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LedgerKeys.Owner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Keys of the Members table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#MEMBER#<id>} | {@code PROFILE} | who it is |
/// | {@code <programme>#IDENTITY#<kind>#<hash>} | {@code IDENTITY} | whose key it is |
/// | {@code <programme>#BD#<shard>} (index) | next birthday | members by it |
/// | {@code <programme>#CLAIMS#<shard>} (index) | time | members whose waiting purchases are due |
public final class MemberKeys {

  public static final int BIRTHDAY_SHARDS = 64;
  public static final int CLAIMS_SHARDS = 64;

  static final String PROFILE = "PROFILE";
  private static final String MEMBER = "#MEMBER#";

  private MemberKeys() {}

  static Key profile(ProgrammeId programme, MemberId member) {
    return new Key(programme + MEMBER + member, PROFILE);
  }

  /// Whose profile it is, as queues name it.
  public static String profile(Owner owner) {
    return profile(owner.programme(), owner.member()).pk();
  }

  /// Whether a partition is a member's.
  public static boolean isProfile(String pk) {
    return pk.contains(MEMBER);
  }

  /// The owner of a profile's partition.
  public static Owner parseOwner(String pk) {
    return LedgerKeys.parseAccount(pk);
  }

  static MemberId parseProfile(String pk) {
    var parts = pk.split(MEMBER, 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("not a member's key: " + pk);
    }
    return new MemberId(parts[1]);
  }

  static Key identity(ProgrammeId programme, IdentityKey key) {
    return new Key(programme + "#IDENTITY#" + key.kind() + "#" + key.hash(), "IDENTITY");
  }

  /// Back from {@link #identity}.
  static IdentityKey parseIdentity(String pk) {
    var parts = pk.split("#", 4);
    if (parts.length < 4 || !parts[1].equals("IDENTITY")) {
      throw new IllegalArgumentException("not an identity's key: " + pk);
    }
    return new IdentityKey(IdentityKey.Kind.valueOf(parts[2]), parts[3]);
  }

  static String birthdays(ProgrammeId programme, MemberId member) {
    return programme + "#BD#" + Shard.name(Shard.of(member.value(), BIRTHDAY_SHARDS));
  }

  static String birthdays(ProgrammeId programme, int shard) {
    return programme + "#BD#" + Shard.name(shard);
  }

  /// The place of a member in the index of birthdays, all four keys of it.
  static Map<String, AttributeValue> birthday(ProgrammeId programme, MemberTable.Listed listed) {
    var place = new HashMap<>(profile(programme, listed.member()).attributes());
    place.put(
        TableShape.BIRTHDAY.pk(), AttributeValue.fromS(birthdays(programme, listed.member())));
    place.put(TableShape.BIRTHDAY.sk(), AttributeValue.fromS(listed.day().toString()));
    return place;
  }

  static MemberTable.Listed parseBirthday(Map<String, AttributeValue> place) {
    var fields = new Fields(place);
    return new MemberTable.Listed(
        parseProfile(fields.text(TableShape.PK)), fields.day(TableShape.BIRTHDAY.sk()));
  }

  static String claims(ProgrammeId programme, MemberId member) {
    return programme + "#CLAIMS#" + Shard.name(Shard.of(member.value(), CLAIMS_SHARDS));
  }

  static String claims(ProgrammeId programme, int shard) {
    return programme + "#CLAIMS#" + Shard.name(shard);
  }
}
