// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.programme.Channel;
import org.ramure.programme.Condition;
import org.ramure.programme.EarningRule.Cap;
import org.ramure.programme.EarningRule.ProductScope;
import org.ramure.programme.EarningRule.Schedule;
import org.ramure.programme.EarningRule.Scope;
import org.ramure.programme.EarningRule.Stacking;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgrammeDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Small, complete, and accepted as it is.
  private static final String WHOLE =
      """
      {
        "format": 1,
        "programme": "small",
        "name": {"fr": "Petit", "en": "Small"},
        "startsOn": "2026-01-01",
        "zone": "Europe/Paris",
        "currency": "EUR",
        "points": {
          "lifeMonths": 12,
          "pendingDays": {"WEB": 14, "TILL": 0, "RECEIPT": 7},
          "maxAgeDays": {"TILL": 60},
          "refunds": "DEBT",
          "giftCardPurchaseEarns": false,
          "giftCardPaymentEarns": true,
          "cancelAnnounced": false
        },
        "tiers": [
          {"id": "low", "label": {"fr": "Bas", "en": "Low"}, "fromPoints": 0},
          {"id": "high", "label": {"fr": "Haut", "en": "High"}, "fromPoints": 100}
        ],
        "rules": [
          {
            "id": "base",
            "label": {"fr": "Base", "en": "Base"},
            "bracket": {"amountMinor": 100, "points": 1}
          },
          {
            "id": "promo",
            "label": {"fr": "Promo", "en": "Promo"},
            "bracket": {"amountMinor": 1000, "points": 5},
            "scope": {
              "channels": ["TILL", "WEB"],
              "stores": ["S1"],
              "zones": ["EAST"],
              "products": {
                "categories": ["linen"],
                "skus": ["A1"],
                "excludedCategories": ["sale"],
                "excludedSkus": ["B2"]
              }
            },
            "schedule": {"from": "2026-05-01", "until": "2026-05-31", "days": ["MONDAY"]},
            "exclusiveIn": "spring",
            "condition": {"all": [
              {"tierIn": ["high"]},
              {"any": [{"inSegment": ["vip"]}, {"firstPurchase": true}]},
              {"not": {"basketAtLeast": {"amountMinor": 5000}}},
              {"basketContains": {"products": {"skus": ["A1"]}, "quantity": 2}}
            ]},
            "cap": {"points": 50, "period": "MONTH"}
          }
        ],
        "reward": {
          "label": {"fr": "Bon", "en": "Voucher"},
          "threshold": 150,
          "amountMinor": 1000,
          "minimumBasketMinor": 3000,
          "validityMonths": 3,
          "mode": "ON_REQUEST",
          "dailyCap": 2
        },
        "reservations": {"webMinutes": 20, "tillMinutes": 5},
        "assumptions": ["all of it"]
      }
      """;

  private static ProgrammeDocument accepted(String json) {
    return switch (ProgrammeDocument.parse(json)) {
      case ProgrammeDocument.Accepted(var document) -> document;
      case ProgrammeDocument.Refused(var faults) -> throw new AssertionError(faults);
    };
  }

  private static List<String> faults(String json) {
    return switch (ProgrammeDocument.parse(json)) {
      case ProgrammeDocument.Accepted(var document) -> List.of();
      case ProgrammeDocument.Refused(var faults) -> faults.stream().map(Fault::toString).toList();
    };
  }

  private static ObjectNode whole() {
    try {
      return (ObjectNode) JSON.readTree(WHOLE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The whole document with the value at a JSON pointer replaced, or removed where it is "-".
  private static String with(String pointer, String value) {
    try {
      var document = whole();
      int last = pointer.lastIndexOf('/');
      var parent = document.at(pointer.substring(0, last));
      var name = pointer.substring(last + 1);
      if (parent instanceof ArrayNode list) {
        list.set(Integer.parseInt(name), JSON.readTree(value));
      } else if (value.equals("-")) {
        ((ObjectNode) parent).remove(name);
      } else {
        ((ObjectNode) parent).set(name, JSON.readTree(value));
      }
      return document.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class What_it_says {

    private final ProgrammeDocument document = accepted(WHOLE);

    @Test
    void a_rule_with_everything() {
      var rule = document.terms().rules().get(1);
      var products = new ProductScope(Set.of("linen"), Set.of("A1"), Set.of("sale"), Set.of("B2"));
      assertThat(rule.scope())
          .isEqualTo(
              new Scope(Set.of(Channel.WEB, Channel.TILL), Set.of("S1"), Set.of("EAST"), products));
      assertThat(rule.schedule())
          .isEqualTo(
              new Schedule(
                  Optional.of(LocalDate.of(2026, 5, 1)),
                  Optional.of(LocalDate.of(2026, 5, 31)),
                  Set.of(DayOfWeek.MONDAY)));
      assertThat(rule.stacking()).isEqualTo(new Stacking.Exclusive("spring"));
      assertThat(rule.cap()).contains(new Cap(50, Cap.Period.MONTH));
    }

    @Test
    void a_condition_of_every_kind() {
      var a1 = new ProductScope(Set.of(), Set.of("A1"), Set.of(), Set.of());
      assertThat(document.terms().rules().get(1).condition())
          .isEqualTo(
              new Condition.All(
                  List.of(
                      new Condition.TierIn(Set.of("high")),
                      new Condition.Any(
                          List.of(
                              new Condition.InSegment(Set.of("vip")),
                              new Condition.FirstPurchase())),
                      new Condition.Not(new Condition.BasketAtLeast(5000)),
                      new Condition.BasketContains(a1, new BigDecimal(2)))));
    }

    @Test
    void a_rule_with_nothing_but_its_bracket_means_everywhere_and_always() {
      var rule = document.terms().rules().getFirst();
      assertThat(rule.scope()).isEqualTo(Scope.EVERYWHERE);
      assertThat(rule.schedule()).isEqualTo(Schedule.PERMANENT);
      assertThat(rule.stacking()).isEqualTo(new Stacking.Cumulative());
      assertThat(rule.condition()).isEqualTo(new Condition.Always());
      assertThat(rule.cap()).isEmpty();
    }

    @Test
    void the_reward_has_no_minimum_and_a_daily_cap_of_ten_unless_it_says_so() {
      var terse =
          accepted(
              with(
                  "/reward",
                  """
                  {"label": {"fr": "Bon", "en": "Voucher"}, "threshold": 1, "amountMinor": 1,
                   "validityMonths": 1, "mode": "AUTOMATIC"}
                  """));
      assertThat(terse.terms().reward().orElseThrow().minimumBasketMinor()).isZero();
      assertThat(terse.terms().reward().orElseThrow().dailyCap()).isEqualTo(10);
      assertThat(accepted(with("/reward", "-")).terms().reward()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AT                                 | VALUE                        | FAULT
          /format                            | 2                            | format: must be between 1 and 1
          /programme                         | "Tradition des Vosges"       | programme: must be an id of small letters, digits and dashes
          /programme                         | -                            | programme: is missing
          /name                              | -                            | name: is missing
          /name                              | "Petit"                      | name: must be an object
          /name/en                           | -                            | name.en: is missing
          /name/fr                           | " "                          | name.fr: must be a text
          /startsOn                          | "1 January"                  | startsOn: must be a date such as 2026-01-31
          /startsOn                          | "2026-02-30"                 | startsOn: must be a date such as 2026-01-31
          /zone                              | "Europe/Lutetia"             | zone: must be a time zone such as Europe/Paris
          /zone                              | "+02:00"                     | zone: must be a time zone such as Europe/Paris
          /currency                          | "EURO"                       | currency: must be an ISO 4217 code such as EUR
          /currency                          | "XXX"                        | currency: must be an ISO 4217 code such as EUR
          /points                            | -                            | points: is missing
          /points/lifeMonths                 | 0                            | points.lifeMonths: must be between 1 and 120
          /points/lifeMonths                 | 121                          | points.lifeMonths: must be between 1 and 120
          /points/lifeMonths                 | 12.5                         | points.lifeMonths: must be a whole number
          /points/lifeMonths                 | "12"                         | points.lifeMonths: must be a whole number
          /points/pendingDays/WEB            | 31                           | points.pendingDays.WEB: must be between 0 and 30
          /points/pendingDays/TILL           | -1                           | points.pendingDays.TILL: must be between 0 and 30
          /points/pendingDays/RECEIPT        | -                            | points.pendingDays.RECEIPT: is missing
          /points/pendingDays/PHONE          | 3                            | points.pendingDays.PHONE: is not a known field
          /points/maxAgeDays/TILL            | 401                          | points.maxAgeDays.TILL: must be between 0 and 400
          /points/refunds                    | "NEVER"                      | points.refunds: must be one of [FORGIVE, DEBT, PENDING_ONLY]
          /points/giftCardPurchaseEarns      | "no"                         | points.giftCardPurchaseEarns: must be true or false
          /points/cancelAnnounced            | -                            | points.cancelAnnounced: is missing
          /tiers/0/id                        | "a b"                        | tiers[0].id: must be an id of letters, digits, - and _
          /tiers/1/fromPoints                | 0                            | tiers[1].fromPoints: must be more than the tier before needs
          /rules                             | []                           | rules: must have at least one rule
          /rules                             | -                            | rules: must have at least one rule
          /rules/0                           | 7                            | rules[0]: must be an object
          /rules/1/id                        | "base"                       | rules[1].id: is used twice: base
          /rules/0/id                        | "base@day"                   | rules[0].id: must be an id of letters, digits, - and _
          /rules/0/label/fr                  | -                            | rules[0].label.fr: is missing
          /rules/1/bracket                   | -                            | rules[1].bracket: is missing
          /rules/1/bracket/amountMinor       | 0                            | rules[1].bracket.amountMinor: must be between 1 and 10000000
          /rules/1/bracket/amountMinor       | 9.99                         | rules[1].bracket.amountMinor: must be a whole number
          /rules/1/bracket/amount            | 100                          | rules[1].bracket.amount: is not a known field
          /rules/1/bracket/points            | -5                           | rules[1].bracket.points: must be between 1 and 100000
          /rules/1/scope/channels/0          | "FAX"                        | rules[1].scope.channels[0]: must be one of [WEB, TILL, RECEIPT]
          /rules/1/scope/stores              | "S1"                         | rules[1].scope.stores: must be a list
          /rules/1/scope/stores              | ["S1", "S1"]                 | rules[1].scope.stores[1]: is named twice
          /rules/1/scope/products/skus/0     | 123                          | rules[1].scope.products.skus[0]: must be a text
          /rules/1/scope/products/brands     | []                           | rules[1].scope.products.brands: is not a known field
          /rules/1/schedule/until            | "2026-04-30"                 | rules[1].schedule.until: must not be before from
          /rules/1/schedule/days/0           | "LUNDI"                      | rules[1].schedule.days[0]: must be one of [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY]
          /rules/1/exclusiveIn               | ""                           | rules[1].exclusiveIn: must be a text
          /rules/1/cap/points                | 0                            | rules[1].cap.points: must be between 1 and 100000
          /rules/1/cap/period                | "WEEK"                       | rules[1].cap.period: must be one of [DAY, MONTH, YEAR, EVER]
          /rules/1/condition                 | {}                           | rules[1].condition: must have exactly one field, the kind of the condition
          /rules/1/condition                 | {"all": [], "any": []}       | rules[1].condition: must have exactly one field, the kind of the condition
          /rules/1/condition                 | {"all": []}                  | rules[1].condition.all: must have at least one condition
          /rules/1/condition                 | {"moonPhase": "full"}        | rules[1].condition.moonPhase: is not a known field
          /rules/1/condition                 | {"not": {"tierIn": ["top"]}} | rules[1].condition.not.tierIn: there is no tier top
          /rules/1/condition                 | {"inSegment": []}            | rules[1].condition.inSegment: must name at least one
          /rules/1/condition                 | {"firstPurchase": false}     | rules[1].condition.firstPurchase: must be true; wrap it in "not" for the opposite
          /rules/1/condition                 | {"basketAtLeast": 50}        | rules[1].condition.basketAtLeast: must be an object
          /rules/1/condition/all/2/not/basketAtLeast/amountMinor | 0        | rules[1].condition.all[2].not.basketAtLeast.amountMinor: must be between 1 and 10000000
          /rules/1/condition/all/3/basketContains/quantity | -              | rules[1].condition.all[3].basketContains.quantity: is missing
          /reward/threshold                  | 0                            | reward.threshold: must be between 1 and 1000000
          /reward/amountMinor                | 0                            | reward.amountMinor: must be between 1 and 10000000
          /reward/minimumBasketMinor         | -1                           | reward.minimumBasketMinor: must be between 0 and 10000000
          /reward/validityMonths             | 61                           | reward.validityMonths: must be between 1 and 60
          /reward/mode                       | "MANUAL"                     | reward.mode: must be one of [AUTOMATIC, ON_REQUEST]
          /reward/dailyCap                   | 21                           | reward.dailyCap: must be between 1 and 20
          /reservations/webMinutes           | 121                          | reservations.webMinutes: must be between 1 and 120
          /reservations/tillMinutes          | 0                            | reservations.tillMinutes: must be between 1 and 120
          /reservations                      | -                            | reservations: is missing
          /assumptions/0                     | 1                            | assumptions[0]: must be a text
          /loyality                          | {}                           | loyality: is not a known field
          """)
  void every_mistake_is_named_with_its_path(String at, String value, String fault) {
    assertThat(faults(with(at, value))).containsExactly(fault);
    assertThat(ProgrammeSchema.faults(with(at, value)).isEmpty())
        .as("whether the published schema takes it")
        .isEqualTo(BEYOND_SCHEMA.contains(at + " " + value));
  }

  /// What no schema can say: whether a name exists, and how one part stands to another.
  private static final Set<String> BEYOND_SCHEMA =
      Set.of(
          "/zone \"Europe/Lutetia\"",
          "/currency \"XXX\"",
          "/tiers/1/fromPoints 0",
          "/rules/1/id \"base\"",
          "/rules/1/schedule/until \"2026-04-30\"",
          "/rules/1/condition {\"not\": {\"tierIn\": [\"top\"]}}");

  @Test
  void what_is_whole_is_what_the_published_schema_says() {
    assertThat(ProgrammeSchema.faults(WHOLE)).isEmpty();
  }

  @Nested
  class Refused {

    @Test
    void with_all_mistakes_at_once() {
      var json = with("/zone", "\"Paris\"").replace("\"DEBT\"", "\"OWE\"");
      assertThat(faults(json))
          .containsExactlyInAnyOrder(
              "zone: must be a time zone such as Europe/Paris",
              "points.refunds: must be one of [FORGIVE, DEBT, PENDING_ONLY]");
    }

    @Test
    void with_what_follows_from_a_mistake() {
      var noSuchTier = "rules[1].condition.all[0].tierIn: there is no tier high";
      assertThat(faults(with("/tiers", "{}"))).containsExactly("tiers: must be a list", noSuchTier);
      assertThat(faults(with("/tiers/1/id", "\"low\"")))
          .containsExactly("tiers[1].id: is used twice: low", noSuchTier);
    }

    @Test
    void what_is_not_json_or_not_an_object() {
      assertThat(faults("{\"format\": 1,}")).containsExactly("is not JSON: line 1, column 14");
      assertThat(faults("[]")).containsExactly("must be an object");
      assertThat(faults("")).containsExactly("must be an object");
    }

    @Test
    void a_field_given_twice() {
      assertThat(faults("{\"format\": 1, \"format\": 1}")).hasSize(1);
    }

    @Test
    void what_is_too_long() {
      assertThat(faults(" ".repeat(100_001)))
          .containsExactly("must be at most 100000 characters long");
    }

    @Test
    void a_condition_that_is_too_deep_is_told_once() {
      assertThat(faults(with("/rules/1/condition", nested(8)))).isEmpty();
      assertThat(faults(with("/rules/1/condition", nested(9))))
          .containsExactly(
              "rules[1].condition" + ".not".repeat(8) + ": conditions may be at most 8 deep");
    }

    private String nested(int deep) {
      return "{\"not\":".repeat(deep - 1) + "{\"firstPurchase\":true}" + "}".repeat(deep - 1);
    }

    @Test
    void a_tree_of_too_many_conditions() {
      assertThat(faults(with("/rules/1/condition", wide(199)))).isEmpty();
      assertThat(faults(with("/rules/1/condition", wide(200))))
          .containsExactly("rules[1].condition.any[199]: a rule may have at most 200 conditions");
    }

    private String wide(int parts) {
      return "{\"any\":["
          + String.join(",", java.util.Collections.nCopies(parts, "{\"firstPurchase\":true}"))
          + "]}";
    }
  }

  @ParameterizedTest
  @CsvSource({"tradition-des-vosges", "patyka-privileges"})
  void the_reference_programmes_are_accepted(String programme) throws IOException {
    var document = accepted(Files.readString(fixture(programme)));
    assertThat(document.programme().value()).isEqualTo(programme);
  }

  static Path fixture(String programme) {
    return Path.of("..", "..", "test-fixtures", "programmes", programme + ".json");
  }
}
