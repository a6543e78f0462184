// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.explain.LocalizedText;
import org.ramure.member.LeapDay;

/// All that a brand promises, as one value: what the programme document says, checked.
///
/// @param startsOn first local day whose purchases earn
/// @param zone whose midnight ends a day of the programme
/// @param currency of all amounts in these terms
/// @param tiers from the lowest to the highest; empty where the programme has none
/// @param rules in their fixed order
/// @param reward the voucher that points buy by themselves, where there is one
/// @param birthday the voucher for a birthday, where there is one
public record ProgrammeTerms(
    LocalizedText name,
    LocalDate startsOn,
    ZoneId zone,
    Currency currency,
    PointsTerms points,
    List<Tier> tiers,
    List<EarningRule> rules,
    Optional<RewardTerms> reward,
    ReservationTerms reservations,
    AdjustmentTerms adjustments,
    Optional<BirthdayTerms> birthday) {

  public ProgrammeTerms {
    tiers = List.copyOf(tiers);
    rules = List.copyOf(rules);
  }

  /// How points live.
  ///
  /// @param lifeMonths whole months from the business date, month end clamped; the last day counts
  /// @param pendingDays days before points can be spent, by channel; 0 to 30
  /// @param maxAgeDays how old evidence may be when it arrives and still earn, by channel
  /// @param refunds what happens to points that were spent before their goods came back
  /// @param giftCardPurchaseEarns whether buying a gift card earns
  /// @param giftCardPaymentEarns whether the part paid by gift card earns
  /// @param cancelAnnounced whether a take-back may cancel a voucher the member has already seen
  public record PointsTerms(
      int lifeMonths,
      Map<Channel, Integer> pendingDays,
      Map<Channel, Integer> maxAgeDays,
      RefundPolicy refunds,
      boolean giftCardPurchaseEarns,
      boolean giftCardPaymentEarns,
      boolean cancelAnnounced) {

    /// Points never expire earlier than this many days after they were posted.
    public static final int MINIMUM_DAYS_AFTER_POSTING = 30;

    public PointsTerms {
      pendingDays = Map.copyOf(pendingDays);
      maxAgeDays = Map.copyOf(maxAgeDays);
    }
  }

  /// What a take-back does when the points are gone.
  public enum RefundPolicy {
    /// The rest is forgiven.
    FORGIVE,
    /// The rest is owed, repaid first by the next credits.
    DEBT,
    /// Only the purchase's own pending points are taken; the rest is forgiven.
    PENDING_ONLY
  }

  /// A statut.
  ///
  /// @param fromPoints earned in the rolling twelve months
  public record Tier(String id, LocalizedText label, long fromPoints) {}

  /// The voucher bought by points.
  ///
  /// @param threshold points per voucher
  /// @param amountMinor what the voucher is worth
  /// @param minimumBasketMinor eligible total from which it can be used; 0 = none
  /// @param validityMonths local issue date + so many months, inclusive
  /// @param dailyCap vouchers minted per member and local day
  public record RewardTerms(
      LocalizedText label,
      long threshold,
      long amountMinor,
      long minimumBasketMinor,
      int validityMonths,
      Mode mode,
      int dailyCap) {

    public enum Mode {
      AUTOMATIC,
      ON_REQUEST
    }
  }

  /// The voucher for a birthday; valid on the day on which it is given, until the night.
  ///
  /// @param amountMinor what the voucher is worth
  /// @param minimumBasketMinor eligible total from which it can be used; 0 = none
  /// @param leapDay when those born on 29 February have their birthday
  /// @param perMinute how many are given in a minute, so that shops and those who send the messages
  ///     are not all asked at once
  public record BirthdayTerms(
      LocalizedText label,
      long amountMinor,
      long minimumBasketMinor,
      LeapDay leapDay,
      int perMinute) {

    /// Where a programme does not say.
    public static final int USUAL_PER_MINUTE = 600;
  }

  /// When those born on 29 February have their birthday.
  public LeapDay leapDay() {
    return birthday.map(BirthdayTerms::leapDay).orElse(LeapDay.FEBRUARY_28);
  }

  /// What staff may give or take by hand.
  ///
  /// @param ceilingPoints up to which one person is enough; above it a second one has to agree
  public record AdjustmentTerms(long ceilingPoints) {

    /// Where a programme says nothing.
    public static final AdjustmentTerms USUAL = new AdjustmentTerms(500);
  }

  /// For how long a basket holds a voucher.
  public record ReservationTerms(int webMinutes, int tillMinutes) {

    public int minutes(Channel channel) {
      return channel == Channel.WEB ? webMinutes : tillMinutes;
    }
  }
}
