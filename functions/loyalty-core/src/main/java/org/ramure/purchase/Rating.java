// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.purchase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.explain.Reason;
import org.ramure.programme.ProgrammeTerms;

/// What a purchase is owed: a pure function of what was kept, of the terms in force at its business
/// time, and of the context frozen when it first counted (invariant I2).
public final class Rating {

  private Rating() {}

  /// @param arrivedAt when the body arrived with which the sale first counted, not the newest
  ///     revision's: a correction a year later does not make the purchase too old, nor does a late
  ///     claim
  public static Rated rate(
      Purchase purchase, ProgrammeTerms terms, Context context, Instant arrivedAt) {
    return nothing(purchase, terms, arrivedAt)
        .map(Rated::nothing)
        .orElseGet(() -> byRules(purchase, terms, context));
  }

  /// The reasons for which a purchase earns nothing at all, in order of precedence.
  private static Optional<Reason> nothing(
      Purchase purchase, ProgrammeTerms terms, Instant arrivedAt) {
    return notCounting(purchase)
        .or(() -> otherCurrency(purchase, terms))
        .or(() -> beforeStart(purchase, terms))
        .or(() -> overAge(purchase, terms, arrivedAt));
  }

  private static Optional<Reason> notCounting(Purchase purchase) {
    if (purchase.cancelled()) {
      return Optional.of(RatingReason.CANCELLED.reason());
    }
    return switch (purchase.order().status()) {
      case CANCELLED -> Optional.of(RatingReason.CANCELLED.reason());
      case TEST -> Optional.of(RatingReason.TEST_ORDER.reason());
      case DRAFT -> Optional.of(RatingReason.DRAFT.reason());
      case PENDING -> Optional.of(RatingReason.UNPAID.reason());
      case PAID -> Optional.empty();
    };
  }

  /// Rules count in the programme's currency; without a rate stored with the purchase an amount of
  /// another one cannot be measured by them.
  private static Optional<Reason> otherCurrency(Purchase purchase, ProgrammeTerms terms) {
    var currency = purchase.order().currency();
    return currency.equals(terms.currency())
        ? Optional.empty()
        : Optional.of(RatingReason.OTHER_CURRENCY.reason(currency, terms.currency()));
  }

  private static Optional<Reason> beforeStart(Purchase purchase, ProgrammeTerms terms) {
    LocalDate date = purchase.order().businessDate();
    return date.isBefore(terms.startsOn())
        ? Optional.of(RatingReason.BEFORE_START.reason(date, terms.startsOn()))
        : Optional.empty();
  }

  private static Optional<Reason> overAge(
      Purchase purchase, ProgrammeTerms terms, Instant arrivedAt) {
    var order = purchase.order();
    var arrivalDate = LocalDate.ofInstant(arrivedAt, order.place().zone());
    long days = ChronoUnit.DAYS.between(order.businessDate(), arrivalDate);
    return Optional.ofNullable(terms.points().maxAgeDays().get(order.channel()))
        .filter(limit -> days > limit)
        .map(limit -> RatingReason.OVER_AGE.reason(order.channel(), days, limit));
  }

  private static Rated byRules(Purchase purchase, ProgrammeTerms terms, Context context) {
    var lineReasons = purchase.lines().stream().flatMap(Rating::notEarning).toList();
    if (purchase.eligibleKeptMinor() == 0) {
      return new Rated(
          0, List.of(), concat(List.of(RatingReason.NOTHING_KEPT.reason()), lineReasons));
    }
    var offers = terms.rules().stream().map(rule -> Offer.of(rule, purchase, context)).toList();
    var winners = winners(offers);
    var decided = offers.stream().map(offer -> offer.among(winners)).toList();
    return sum(decided, lineReasons);
  }

  /// The best offer of each exclusive group; the first of equals.
  private static Map<String, Offer> winners(List<Offer> offers) {
    return offers.stream()
        .filter(offer -> offer.grant().isPresent() && offer.group().isPresent())
        .collect(
            Collectors.toMap(
                offer -> offer.group().orElseThrow(),
                offer -> offer,
                (first, second) -> second.granted() > first.granted() ? second : first,
                TreeMap::new));
  }

  private static Rated sum(List<Offer> offers, List<Reason> lineReasons) {
    var grants = offers.stream().flatMap(offer -> offer.grant().stream()).toList();
    long points = grants.stream().mapToLong(RuleGrant::granted).reduce(0, Math::addExact);
    var earned = new ArrayList<Reason>();
    var others = new ArrayList<Reason>();
    offers.forEach(offer -> (offer.granted() > 0 ? earned : others).addAll(offer.why()));
    if (points == 0) {
      earned.add(RatingReason.NO_RULE.reason());
    }
    return new Rated(points, grants, concat(concat(earned, lineReasons), others));
  }

  /// The parts of a line that earn nothing, whatever the rules.
  private static Stream<Reason> notEarning(KeptLine kept) {
    if (!kept.eligible()) {
      return part(RatingReason.GIFT_CARD_BOUGHT, kept, kept.line().netMinor());
    }
    return Stream.of(
            part(RatingReason.PAID_BY_VOUCHER, kept, kept.voucherShareMinor()),
            part(RatingReason.PAID_BY_GIFT_CARD, kept, kept.giftCardShareMinor()),
            part(RatingReason.RETURNED, kept, kept.returnedMinor()))
        .flatMap(part -> part);
  }

  private static Stream<Reason> part(RatingReason reason, KeptLine kept, long amountMinor) {
    return amountMinor == 0
        ? Stream.empty()
        : Stream.of(reason.reason(kept.line().id(), kept.line().label(), amountMinor));
  }

  private static List<Reason> concat(List<Reason> first, List<Reason> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
