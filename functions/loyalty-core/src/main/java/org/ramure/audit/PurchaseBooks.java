// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ramure.audit.Difference.Kind;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Posting;
import org.ramure.purchase.Posting.Claim;
import org.ramure.purchase.Purchase;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.Rated;
import org.ramure.purchase.Rating;
import org.ramure.purchase.RuleGrant;
import org.ramure.purchase.VoucherWish;
import org.ramure.voucher.Voucher;

/// Everything that is kept of one purchase, as read at one moment.
///
/// @param digest of the evidence and the claim as they stand
/// @param versions of the programme
/// @param entries how many entries of the rating's member are about it; empty where that was not to
///     be found out, because the account has more of them than are searched
/// @param vouchers those that the rating names and that exist, by hash
public record PurchaseBooks(
    PurchaseKey key,
    List<Evidence> evidence,
    String digest,
    Optional<Claim> claim,
    Optional<Posting> posting,
    List<ProgrammeVersion> versions,
    Optional<Integer> entries,
    Map<String, Named> vouchers) {

  /// A voucher that the order names, or named.
  ///
  /// @param waits whether the order waits for it
  public record Named(Voucher voucher, boolean waits) {}

  public PurchaseBooks {
    evidence = List.copyOf(evidence);
    versions = List.copyOf(versions);
    vouchers = Map.copyOf(vouchers);
  }

  /// @param quietSince what arrived later may be on its way still, and is no difference yet
  public List<Difference> differences(Instant quietSince) {
    if (evidence.isEmpty()) {
      return claim.isPresent() || posting.isPresent()
          ? List.of(Difference.missing(Kind.EVIDENCE_MISSING, about()))
          : List.of();
    }
    return posting
        .map(p -> isOutOfDate(p) ? late(Kind.RATING_OUT_OF_DATE, quietSince) : rated(p, quietSince))
        .orElseGet(() -> late(Kind.NEVER_RATED, quietSince));
  }

  private String about() {
    return key.reference();
  }

  private boolean isOutOfDate(Posting p) {
    return !p.digest().equals(digest);
  }

  private List<Difference> late(Kind kind, Instant quietSince) {
    return lastChange().isAfter(quietSince)
        ? List.of()
        : List.of(Difference.missing(kind, about()));
  }

  private Instant lastChange() {
    return Stream.concat(
            evidence.stream().map(Evidence::receivedAt), claim.stream().map(Claim::since))
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  private List<Difference> rated(Posting p, Instant quietSince) {
    var order = evidence.stream().filter(Evidence.Order.class::isInstance).findFirst();
    var differences = new ArrayList<Difference>();
    differences.addAll(owner(p));
    order
        .map(Evidence.Order.class::cast)
        .flatMap(o -> ProgrammeVersion.inForceAt(versions, o.occurredAt()))
        .ifPresent(version -> differences.addAll(again(p, version)));
    if (p.frozen().isPresent() && entries.equals(Optional.of(0))) {
      differences.add(Difference.missing(Kind.ENTRY_OF_PURCHASE_MISSING, about()));
    }
    if (p.agreed()) {
      p.vouchers().forEach((hash, wish) -> differences.addAll(voucher(hash, wish)));
    } else {
      differences.addAll(late(Kind.VOUCHERS_NOT_AGREED, quietSince));
    }
    return List.copyOf(differences);
  }

  private List<Difference> owner(Posting p) {
    return p.member().equals(claim.map(Claim::member))
        ? List.of()
        : List.of(Difference.surplus(Kind.OWNER_DIFFERS, about()));
  }

  /// Rates the purchase from its evidence, in the context that was frozen.
  private List<Difference> again(Posting p, ProgrammeVersion version) {
    var purchase = Purchase.fold(key, evidence, version.terms().points());
    var differences = new ArrayList<Difference>();
    differences.addAll(
        Difference.between(Kind.VERSION_DIFFERS, about(), version.number(), p.version()));
    boolean counts = claim.isPresent() && purchase.filter(Purchase::counts).isPresent();
    if (counts && p.frozen().isEmpty()) {
      differences.add(Difference.missing(Kind.NOT_COUNTED, about()));
    }
    var owed =
        purchase.flatMap(
            known ->
                p.frozen()
                    .map(f -> Rating.rate(known, version.terms(), f.context(), f.arrivedAt())));
    differences.addAll(
        Difference.between(
            Kind.OWED_DIFFERS, about(), owed.map(Rated::points).orElse(0L), p.posted()));
    differences.addAll(grants(owed.map(Rated::grants).orElse(List.of()), p.grants()));
    purchase.ifPresent(
        known -> differences.addAll(wishes(known.voucherWishes(p.vouchers().keySet()), p)));
    return differences;
  }

  private List<Difference> grants(List<RuleGrant> expected, List<RuleGrant> found) {
    var owed = byRule(expected);
    var stored = byRule(found);
    var rules = new TreeSet<>(owed.keySet());
    rules.addAll(stored.keySet());
    return rules.stream()
        .flatMap(
            rule ->
                Difference.between(
                    Kind.GRANT_DIFFERS,
                    about() + " " + rule,
                    owed.getOrDefault(rule, 0L),
                    stored.getOrDefault(rule, 0L))
                    .stream())
        .toList();
  }

  private static Map<String, Long> byRule(Collection<RuleGrant> grants) {
    var byRule = new TreeMap<String, Long>();
    grants.forEach(grant -> byRule.merge(grant.rule(), grant.granted(), Math::addExact));
    return byRule;
  }

  private List<Difference> wishes(Map<String, VoucherWish> expected, Posting p) {
    return expected.equals(p.vouchers())
        ? List.of()
        : List.of(Difference.surplus(Kind.WISHES_DIFFER, about()));
  }

  /// A voucher that the order names and we do not know is none of ours.
  private List<Difference> voucher(String hash, VoucherWish wish) {
    return Optional.ofNullable(vouchers.get(hash))
        .flatMap(
            named ->
                switch (wish) {
                  case USED -> used(named);
                  case GIVEN_BACK -> givenBack(named);
                  case UNDECIDED -> Optional.<Kind>empty();
                })
        .map(kind -> Difference.surplus(kind, about()))
        .stream()
        .toList();
  }

  private Optional<Kind> used(Named named) {
    if (named.waits() || has(named.voucher())) {
      return Optional.empty();
    }
    return Optional.of(
        named.voucher().state() instanceof Voucher.Redeemed
            ? Kind.VOUCHER_USED_TWICE
            : Kind.VOUCHER_NOT_USED);
  }

  private Optional<Kind> givenBack(Named named) {
    return has(named.voucher()) ? Optional.of(Kind.VOUCHER_NOT_GIVEN_BACK) : Optional.empty();
  }

  private boolean has(Voucher voucher) {
    return voucher.state() instanceof Voucher.Redeemed(Voucher.Redemption use)
        && use.source().equals(key.source())
        && use.purchase().equals(Optional.of(key.documentId()));
  }
}
