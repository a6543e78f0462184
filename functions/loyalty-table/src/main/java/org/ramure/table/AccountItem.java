// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Account.MintedOn;
import org.ramure.points.Account.Standing;
import org.ramure.points.Pot;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An account as an item. Two attributes are for others: {@code mintable} starts the minting
/// function by the table's stream, the due day puts the account into the index of what is due.
final class AccountItem {

  static final String VERSION = "version";
  static final String MINTABLE = "mintable";
  private static final String NOTIFIED_TO = "notifiedTo";
  private static final String ORDERED_UNTIL = "orderedUntil";

  private AccountItem() {}

  /// @param reward what the programme gives for points now, judged on the account's own last day
  static Map<String, AttributeValue> write(
      ProgrammeId programme, Account a, Optional<RewardTerms> reward) {
    var item =
        Item.of(LedgerKeys.account(programme, a.member()))
            .put("member", a.member().value())
            .put(VERSION, a.version() + 1)
            .put("sequence", a.sequence())
            .put("settledTo", a.settledTo())
            .put(NOTIFIED_TO, a.notifiedTo())
            .putNumbers("lots", a.lots())
            .put("pending", pending(a))
            .put("debt", a.debt())
            .putText("tier", a.standing().tier())
            .putTexts("segments", a.standing().segments())
            .putText("firstPurchase", a.standing().firstPurchase())
            .putNumbers("caps", a.capCounters())
            .putItems("candidates", a.candidates().stream().map(AccountItem::candidate).toList())
            .put("minted", a.vouchersMinted())
            .put("chain", a.chain())
            .put(MINTABLE, a.mintable(reward, a.settledTo()))
            .traced();
    a.mintedOn().ifPresent(m -> item.put("mintedDay", m.day()).put("mintedCount", m.count()));
    if (a.orderedUntil().isAfter(Instant.EPOCH)) {
      item.put(ORDERED_UNTIL, a.orderedUntil());
    }
    a.dueDay(reward)
        .ifPresent(
            day ->
                item.put(TableShape.DUE.pk(), LedgerKeys.due(programme, a.member()))
                    .put(TableShape.DUE.sk(), day));
    return item.attributes();
  }

  private static Item pending(Account a) {
    var map = Item.map();
    a.pending().forEach((pot, points) -> map.put(pot.matures() + ":" + pot.lastDay(), points));
    return map;
  }

  private static Item candidate(Candidate c) {
    return Item.map()
        .put("hash", c.hash())
        .put("id", c.id())
        .put("lastDay", c.lastDay())
        .putNumbers("paidWith", c.paidWith());
  }

  static Account read(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return new Account(
        new MemberId(f.text("member")),
        f.number(VERSION),
        f.number("sequence"),
        f.day("settledTo"),
        f.optionalText(NOTIFIED_TO).map(LocalDate::parse).orElseGet(() -> f.day("settledTo")),
        f.numbers("lots", LocalDate::parse),
        f.numbers("pending", AccountItem::readPending),
        f.number("debt"),
        new Standing(
            f.optionalText("tier"),
            new HashSet<>(f.texts("segments")),
            f.optionalText("firstPurchase")),
        f.numbers("caps", counter -> counter),
        f.list("candidates", AccountItem::readCandidate),
        f.number("minted"),
        f.optionalText("mintedDay")
            .map(day -> new MintedOn(LocalDate.parse(day), f.integer("mintedCount"))),
        f.optionalInstant(ORDERED_UNTIL).orElse(Instant.EPOCH),
        f.text("chain"));
  }

  private static Pot.Pending readPending(String key) {
    var days = key.split(":", 2);
    return new Pot.Pending(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
  }

  private static Candidate readCandidate(Fields f) {
    return new Candidate(
        f.text("hash"), f.text("id"), f.day("lastDay"), f.numbers("paidWith", LocalDate::parse));
  }
}
