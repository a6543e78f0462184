// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ramure.explain.LocalizedText;
import org.ramure.member.LeapDay;
import org.ramure.programme.Channel;
import org.ramure.programme.EarningRule;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.programme.ProgrammeTerms.AdjustmentTerms;
import org.ramure.programme.ProgrammeTerms.BirthdayTerms;
import org.ramure.programme.ProgrammeTerms.PointsTerms;
import org.ramure.programme.ProgrammeTerms.RefundPolicy;
import org.ramure.programme.ProgrammeTerms.ReservationTerms;
import org.ramure.programme.ProgrammeTerms.RewardTerms;
import org.ramure.programme.ProgrammeTerms.Tier;

/// A programme as a file: all that a marketer decides, without a developer. Every mistake is named
/// with its path, all of them at once, and nothing that the file says is ignored.
public record ProgrammeDocument(ProgrammeId programme, ProgrammeTerms terms) {

  /// The format this class reads. Versions are kept to the letter, so an older format must stay
  /// readable for ever.
  static final int FORMAT = 1;

  static final long MOST_MINOR = 10_000_000;

  private static final String UNREADABLE = "?";

  /// Stays below the largest item, whatever the alphabet.
  public static final int MAX_CHARACTERS = 100_000;
  private static final int MAX_RULES = 100;
  private static final int MAX_TIERS = 20;
  private static final int MAX_ASSUMPTIONS = 100;

  public sealed interface Parsed {}

  public record Accepted(ProgrammeDocument document) implements Parsed {}

  public record Refused(List<Fault> faults) implements Parsed {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  public static Parsed parse(String json) {
    var faults = new Faults();
    if (json.length() > MAX_CHARACTERS) {
      faults.add("", "must be at most " + MAX_CHARACTERS + " characters long");
      return new Refused(faults.list());
    }
    return parsed(JsonObject.read(json, faults, ProgrammeDocument::read), faults);
  }

  private static Parsed parsed(Optional<ProgrammeDocument> document, Faults faults) {
    return document.isPresent() && faults.isEmpty()
        ? new Accepted(document.get())
        : new Refused(faults.list());
  }

  /// Reads what was accepted when it was published.
  public static ProgrammeDocument published(String json) {
    return switch (parse(json)) {
      case Accepted(var document) -> document;
      case Refused(var faults) ->
          throw new IllegalStateException("a published document is refused: " + faults);
    };
  }

  private static ProgrammeDocument read(JsonObject document) {
    document.number("format", FORMAT, FORMAT);
    document.texts("assumptions", MAX_ASSUMPTIONS);
    var programme =
        document
            .value("programme", "an id of small letters, digits and dashes", ProgrammeId::new)
            .orElse(new ProgrammeId("unknown"));
    return new ProgrammeDocument(programme, terms(document));
  }

  private static ProgrammeTerms terms(JsonObject document) {
    var tiers = document.objects("tiers", MAX_TIERS, ProgrammeDocument::tier);
    checkTiers(document, tiers);
    var tierIds = tiers.stream().map(Tier::id).collect(Collectors.toSet());
    var rules = document.objects("rules", MAX_RULES, rule -> RuleReader.read(rule, tierIds));
    checkRules(document, rules);
    return new ProgrammeTerms(
        label(document, "name"),
        document.day("startsOn"),
        document.zone("zone"),
        currency(document),
        document.object("points", ProgrammeDocument::points).orElse(NO_POINTS),
        tiers,
        rules,
        document.optionalObject("reward", ProgrammeDocument::reward),
        document
            .object("reservations", ProgrammeDocument::reservations)
            .orElse(new ReservationTerms(1, 1)),
        document
            .optionalObject("adjustments", ProgrammeDocument::adjustments)
            .orElse(AdjustmentTerms.USUAL),
        document.optionalObject("birthday", ProgrammeDocument::birthday));
  }

  private static final PointsTerms NO_POINTS =
      new PointsTerms(
          1, java.util.Map.of(), java.util.Map.of(), RefundPolicy.DEBT, false, false, false);

  private static PointsTerms points(JsonObject points) {
    var pendingDays = points.numbers("pendingDays", Channel.class, 0, 30);
    for (var channel : Channel.values()) {
      if (!pendingDays.containsKey(channel)) {
        points.fault("pendingDays." + channel, "is missing");
      }
    }
    return new PointsTerms(
        (int) points.number("lifeMonths", 1, 120),
        pendingDays,
        points.numbers("maxAgeDays", Channel.class, 0, 400),
        points.choice("refunds", RefundPolicy.class),
        points.flag("giftCardPurchaseEarns"),
        points.flag("giftCardPaymentEarns"),
        points.flag("cancelAnnounced"));
  }

  private static Tier tier(JsonObject tier) {
    return new Tier(id(tier), label(tier, "label"), tier.number("fromPoints", 0, MOST_MINOR));
  }

  private static void checkTiers(JsonObject document, List<Tier> tiers) {
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).fromPoints() <= tiers.get(i - 1).fromPoints()) {
        document.fault("tiers[" + i + "].fromPoints", "must be more than the tier before needs");
      }
    }
    checkUnique(document, "tiers", tiers.stream().map(Tier::id).toList());
  }

  private static void checkRules(JsonObject document, List<EarningRule> rules) {
    if (rules.isEmpty()) {
      document.fault("rules", "must have at least one rule");
    }
    checkUnique(document, "rules", rules.stream().map(EarningRule::id).toList());
  }

  private static void checkUnique(JsonObject document, String list, List<String> ids) {
    var seen = new HashSet<String>();
    for (int i = 0; i < ids.size(); i++) {
      if (!ids.get(i).equals(UNREADABLE) && !seen.add(ids.get(i))) {
        document.fault(list + "[" + i + "].id", "is used twice: " + ids.get(i));
      }
    }
  }

  private static RewardTerms reward(JsonObject reward) {
    return new RewardTerms(
        label(reward, "label"),
        reward.number("threshold", 1, 1_000_000),
        reward.number("amountMinor", 1, MOST_MINOR),
        reward.number("minimumBasketMinor", 0, MOST_MINOR, 0),
        (int) reward.number("validityMonths", 1, 60),
        reward.choice("mode", RewardTerms.Mode.class),
        (int) reward.number("dailyCap", 1, 20, 10));
  }

  private static BirthdayTerms birthday(JsonObject birthday) {
    return new BirthdayTerms(
        label(birthday, "label"),
        birthday.number("amountMinor", 1, MOST_MINOR),
        birthday.number("minimumBasketMinor", 0, MOST_MINOR, 0),
        birthday.choice("leapDay", LeapDay.class, LeapDay.FEBRUARY_28),
        (int) birthday.number("perMinute", 1, 1_000, BirthdayTerms.USUAL_PER_MINUTE));
  }

  private static ReservationTerms reservations(JsonObject reservations) {
    return new ReservationTerms(
        (int) reservations.number("webMinutes", 1, 120),
        (int) reservations.number("tillMinutes", 1, 120));
  }

  private static AdjustmentTerms adjustments(JsonObject adjustments) {
    return new AdjustmentTerms(adjustments.number("ceilingPoints", 0, 1_000_000));
  }

  private static Currency currency(JsonObject document) {
    return document
        .value(
            "currency", "an ISO 4217 code such as EUR", ProgrammeDocument::currencyWithMinorUnits)
        .orElse(Currency.getInstance("EUR"));
  }

  private static Currency currencyWithMinorUnits(String code) {
    var currency = Currency.getInstance(code);
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException("nothing is sold in " + code);
    }
    return currency;
  }

  static LocalizedText label(JsonObject object, String field) {
    return object
        .object(field, text -> new LocalizedText(text.text("fr"), text.text("en")))
        .orElse(new LocalizedText("?", "?"));
  }

  static String id(JsonObject object) {
    return object
        .value("id", "an id of letters, digits, - and _", ProgrammeDocument::checkedId)
        .orElse(UNREADABLE);
  }

  private static String checkedId(String id) {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}")) {
      throw new IllegalArgumentException(id);
    }
    return id;
  }
}
