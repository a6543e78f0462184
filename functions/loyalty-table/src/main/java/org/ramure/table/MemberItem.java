// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.ramure.member.Birthday;
import org.ramure.member.Identity;
import org.ramure.member.IdentityKey;
import org.ramure.member.Member;
import org.ramure.member.Member.KnownIdentity;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.MemberTable.ListedBirthday;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A member and their identities as items.
final class MemberItem {

  static final String MEMBER = "member";

  /// What was told of the birthday before it was changed, and until when that counts.
  static final String BORN_BEFORE = "bornBefore";

  static final String COUNTS_UNTIL = "countsUntil";

  private MemberItem() {}

  /// The profile of a member just enrolled, in both indexes: their next birthday, and the purchases
  /// that may have waited for them.
  static Map<String, AttributeValue> write(
      ProgrammeId programme, Member member, Optional<LocalDate> nextBirthday) {
    var profile = member.profile();
    var item =
        Item.of(MemberKeys.profile(programme, member.id()))
            .putText("givenName", profile.givenName())
            .putText("familyName", profile.familyName())
            .putText("birthday", profile.birthday().map(LocalDate::toString))
            .put("language", profile.language())
            .putText("store", profile.store())
            .putItems("identities", member.identities().stream().map(MemberItem::known).toList())
            .put("enrolledAt", member.enrolledAt())
            .put("enrolledBy", member.enrolledBy())
            .put(TableShape.CLAIMS.pk(), MemberKeys.claims(programme, member.id()))
            .put(TableShape.CLAIMS.sk(), member.enrolledAt())
            .traced();
    nextBirthday.ifPresent(
        day ->
            item.put(TableShape.BIRTHDAY.pk(), MemberKeys.birthdays(programme, member.id()))
                .put(TableShape.BIRTHDAY.sk(), day));
    return item.attributes();
  }

  static Member read(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return new Member(
        MemberKeys.parseProfile(f.text(TableShape.PK)),
        new Member.Profile(
            f.optionalText("givenName"),
            f.optionalText("familyName"),
            f.optionalText("birthday").map(LocalDate::parse),
            f.text("language"),
            f.optionalText("store")),
        f.list("identities", MemberItem::readKnown),
        f.instant("enrolledAt"),
        f.text("enrolledBy"));
  }

  /// Empty where nobody told it.
  static Optional<ListedBirthday> readBirthday(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return f.optionalText(TableShape.BIRTHDAY.sk())
        .map(listed -> new ListedBirthday(birthday(f), LocalDate.parse(listed)));
  }

  private static Birthday birthday(Fields f) {
    return new Birthday(
        f.day("birthday"),
        f.optionalText(BORN_BEFORE)
            .map(born -> new Birthday.Before(LocalDate.parse(born), f.day(COUNTS_UNTIL))),
        f.optionalText("giftDay")
            .map(day -> new Birthday.Gift(f.integer("giftYear"), LocalDate.parse(day))));
  }

  /// Since when the member's waiting purchases are due; empty where they are done.
  static Optional<Instant> claimsDue(Map<String, AttributeValue> attributes) {
    return new Fields(attributes).optionalText(TableShape.CLAIMS.sk()).map(Instant::parse);
  }

  static Map<String, AttributeValue> write(
      ProgrammeId programme, IdentityKey key, MemberId member, Instant since) {
    return Item.of(MemberKeys.identity(programme, key))
        .put(MEMBER, member.value())
        .put("since", since)
        .attributes();
  }

  private static Item known(KnownIdentity known) {
    var item =
        Item.map()
            .put("kind", known.key().kind().name())
            .put("hash", known.key().hash())
            .put("value", known.identity().value());
    if (known.identity() instanceof Identity.ShopCustomer customer) {
      item.put("source", customer.source());
    }
    return item;
  }

  private static KnownIdentity readKnown(Fields f) {
    var kind = IdentityKey.Kind.valueOf(f.text("kind"));
    var value = f.text("value");
    var identity =
        switch (kind) {
          case EMAIL -> new Identity.Email(value);
          case PHONE -> new Identity.Phone(value);
          case CARD -> new Identity.Card(value);
          case SHOP_CUSTOMER -> new Identity.ShopCustomer(f.text("source"), value);
        };
    return new KnownIdentity(identity, new IdentityKey(kind, f.text("hash")));
  }
}
