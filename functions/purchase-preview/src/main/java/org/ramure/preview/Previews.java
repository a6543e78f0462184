// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.voucher.Place;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Cause;
import org.ramure.points.Minting;
import org.ramure.points.Minting.Minted;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Preview;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LedgerTable;
import org.ramure.table.MemberTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;

/// Reads what the purchase, its vouchers and the minting after it would read, and asks the core
/// what would become of them.
record Previews(MemberTable members, LedgerTable ledgers, VoucherTable vouchers) {

  private static final String BY = "preview";

  /// Whoever is not known buys as a new member would.
  private static final MemberId NOBODY = new MemberId("nobody");

  /// No document id has such signs, so no purchase has this key.
  private static final String DOCUMENT = "(preview)";

  static Previews of(Environment environment) {
    var client = environment.dynamoDb();
    return new Previews(
        new MemberTable(client, environment.table(TableShape.MEMBERS)),
        new LedgerTable(client, environment.table(TableShape.LEDGER)),
        new VoucherTable(client, environment.table(TableShape.VOUCHERS)));
  }

  /// What became of a basket.
  ///
  /// @param member who would buy, where somebody was recognised
  /// @param eligibleTotalMinor what of the basket counts, before any voucher
  /// @param minted what the points would buy at once, where they would buy something
  record Previewed(
      ProgrammeVersion version,
      Optional<MemberId> member,
      long eligibleTotalMinor,
      Preview preview,
      TriedVouchers tried,
      Optional<Minted> minted) {}

  Previewed of(Place place, AskedBasket asked) {
    var key = new PurchaseKey(place.programme(), place.source(), DOCUMENT);
    var member = asked.member().or(() -> recognised(place.programme(), asked));
    var settled = settled(place, member, asked.member().isPresent());
    long total = eligibleTotalMinor(key, place, asked);
    var use = place.use(asked.sale().basket().orElse(""), total, Optional.empty(), false);
    var tried = tried(place.programme(), asked.codes(), use);
    var order = asked.paid(tried.named(), place.now());
    var preview = Preview.of(key, order, settled, place.version());
    return new Previewed(
        place.version(), member, total, preview, tried, minted(place, preview, tried, use));
  }

  private static long eligibleTotalMinor(PurchaseKey key, Place place, AskedBasket asked) {
    var unpaid = List.of(asked.paid(List.of(), place.now()));
    return Purchase.fold(key, unpaid, place.version().terms().points())
        .orElseThrow()
        .eligibleSoldMinor();
  }

  private Optional<MemberId> recognised(ProgrammeId programme, AskedBasket asked) {
    var hints = asked.sale().hints().stream().distinct().toList();
    return hints.isEmpty() ? Optional.empty() : members.strongest(programme, hints);
  }

  /// The account as it is today, whatever the nightly jobs did.
  ///
  /// @param named whether the caller says who it is: then there has to be such a member
  private Account settled(Place place, Optional<MemberId> member, boolean named) {
    var today = today(place);
    var account =
        member
            .map(m -> ledgers.account(place.programme(), m, today))
            .orElseGet(() -> Account.open(NOBODY, today));
    if (named && account.version() == 0) {
      requireMember(place.programme(), account.member());
    }
    return Settlement.view(account, today, cause(place));
  }

  private void requireMember(ProgrammeId programme, MemberId member) {
    if (members.get(programme, member).isEmpty()) {
      throw new Problem.Refused(
          new Problem(
                  ProblemType.UNKNOWN_VALUE,
                  "No such member",
                  "The programme has no member of this id")
              .at("member"));
    }
  }

  private TriedVouchers tried(ProgrammeId programme, List<Optional<String>> codes, Use use) {
    var known = codes.stream().flatMap(Optional::stream).toList();
    return TriedVouchers.of(
        codes, known.isEmpty() ? List.of() : vouchers.getAll(programme, known), use);
  }

  /// What the points would buy a moment later.
  private Optional<Minted> minted(Place place, Preview preview, TriedVouchers tried, Use use) {
    var reward = place.version().terms().reward();
    var account = preview.ledger().account();
    if (!account.mintable(reward, account.settledTo())) {
      return Optional.empty();
    }
    return reward.map(
        r ->
            Minting.mint(
                preview.ledger(),
                r,
                candidates(place.programme(), account, tried, use),
                place.now(),
                cause(place),
                order ->
                    new Candidate("", BY + order.number(), order.lastDay(), order.paidWith())));
  }

  /// Vouchers that may still be open, those of this basket used.
  private List<Voucher> candidates(
      ProgrammeId programme, Account account, TriedVouchers tried, Use use) {
    var hashes = account.candidates().stream().map(Candidate::hash).toList();
    if (hashes.isEmpty()) {
      return List.of();
    }
    var used = tried.named().stream().map(Evidence.VoucherUse::voucher).toList();
    return vouchers.getAll(programme, hashes).stream()
        .map(v -> used.contains(v.hash()) ? v.as(VoucherUse.redeemed(use)) : v)
        .toList();
  }

  private static LocalDate today(Place place) {
    return LocalDate.ofInstant(place.now(), place.programmeZone());
  }

  private static Cause cause(Place place) {
    return new Cause(
        BY, place.now(), today(place), place.version().number(), Optional.empty(), List.of());
  }
}
