// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramure.explain.Reason;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Accrual;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeVersion;

/// What the ledger says about one purchase: written with every rating, also when nothing is owed.
///
/// @param member to whom it was posted; as claimed, not as merged since
/// @param digest of all the evidence it was made from, the claim included
/// @param frozen once it has counted
/// @param posted points that the ledger owes for it by now
/// @param vouchers named by any revision, with what the order wants of each now
/// @param agreed whether all vouchers are as the order wants them
/// @param revision 1, 2, 3 …: whoever read an older one loses
public record Posting(
    Optional<MemberId> member,
    String digest,
    int version,
    Optional<Frozen> frozen,
    List<RuleGrant> grants,
    long posted,
    Map<String, VoucherWish> vouchers,
    boolean agreed,
    long revision) {

  /// What was fixed when the purchase first counted, and is used by every later rating.
  ///
  /// @param arrivedAt when the evidence came with which the sale first counted
  /// @param countsSince the posting time: that arrival, or the claim if later
  public record Frozen(
      Context context,
      LocalDate businessDate,
      Instant arrivedAt,
      Instant countsSince,
      Accrual.Days days) {}

  public Posting {
    grants = List.copyOf(grants);
    vouchers = java.util.Collections.unmodifiableMap(new TreeMap<>(vouchers));
  }

  /// The next posting with the reasons behind it.
  ///
  /// @param firstCounts whether it counts now and did not before: the member's history shows it,
  ///     also when it earns nothing
  public record Next(Posting posting, List<Reason> why, boolean firstCounts) {

    public Next {
      why = List.copyOf(why);
    }
  }

  /// Whose purchase it is.
  ///
  /// @param since when the claim was put
  public record Claim(MemberId member, Instant since) {}

  /// Rates the purchase as its evidence stands.
  ///
  /// @param before what was posted last; revision 0 stands for nothing
  /// @param purchase empty while its sale is unknown
  /// @param claim empty while nobody is known to have bought it
  /// @param account of the claiming member, settled to today; asked only when the purchase first
  ///     counts
  public static Next next(
      Optional<Posting> before,
      String digest,
      PurchaseKey key,
      Optional<Purchase> purchase,
      Optional<Claim> claim,
      Account account,
      ProgrammeVersion version) {
    var member = claim.map(Claim::member);
    var frozenBefore = before.filter(b -> b.member().equals(member)).flatMap(Posting::frozen);
    var frozen =
        frozenBefore.or(
            () ->
                purchase
                    .filter(Purchase::counts)
                    .flatMap(p -> claim.map(c -> freeze(key, p, c, account, version.terms()))));
    var rated =
        purchase
            .flatMap(p -> frozen.map(f -> rate(p, f, version.terms())))
            .orElseGet(() -> new Rated(0, List.of(), List.of()));
    var wishes =
        purchase
            .map(
                p ->
                    p.voucherWishes(
                        before.map(b -> b.vouchers().keySet()).orElse(java.util.Set.of())))
            .orElseGet(() -> before.map(Posting::vouchers).orElse(Map.of()));
    var posting =
        new Posting(
            member,
            digest,
            version.number(),
            frozen,
            rated.grants(),
            rated.points(),
            wishes,
            wishes.values().stream().allMatch(w -> w == VoucherWish.UNDECIDED),
            before.map(Posting::revision).orElse(0L) + 1);
    return new Next(posting, rated.why(), frozen.isPresent() && frozenBefore.isEmpty());
  }

  private static Rated rate(Purchase purchase, Frozen frozen, ProgrammeTerms terms) {
    return Rating.rate(purchase, terms, frozen.context(), frozen.arrivedAt());
  }

  private static Frozen freeze(
      PurchaseKey key, Purchase purchase, Claim claim, Account account, ProgrammeTerms terms) {
    var order = purchase.order();
    var standing = account.standing();
    var context =
        new Context(
            standing.tier(),
            standing.segments(),
            standing.firstPurchase().map(key.reference()::equals).orElse(true),
            Context.allowances(terms, order.businessDate(), account.capCounters()));
    var countsSince =
        claim.since().isAfter(order.receivedAt()) ? claim.since() : order.receivedAt();
    return new Frozen(
        context,
        order.businessDate(),
        order.receivedAt(),
        countsSince,
        Accrual.Days.firstPosting(terms, order.channel(), order.businessDate(), countsSince));
  }

  /// The account's cap counters after this posting replaced {@code before}.
  public Map<String, Long> countedOn(
      Account account, Optional<Posting> before, ProgrammeTerms terms) {
    var counters = new TreeMap<>(account.capCounters());
    before.ifPresent(b -> b.count(counters, terms, -1));
    count(counters, terms, 1);
    counters.values().removeIf(points -> points <= 0);
    return counters;
  }

  private void count(Map<String, Long> counters, ProgrammeTerms terms, int sign) {
    frozen.ifPresent(
        f ->
            terms
                .rules()
                .forEach(
                    rule ->
                        rule.cap()
                            .ifPresent(
                                cap ->
                                    counters.merge(
                                        counter(rule.id(), cap, f),
                                        sign * granted(rule.id()),
                                        Math::addExact))));
  }

  private static String counter(String rule, Cap cap, Frozen frozen) {
    return cap.counter(rule, frozen.businessDate());
  }

  private long granted(String rule) {
    return grants.stream().filter(g -> g.rule().equals(rule)).mapToLong(RuleGrant::granted).sum();
  }
}
