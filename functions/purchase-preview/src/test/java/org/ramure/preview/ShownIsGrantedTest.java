// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.Json;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.language.Why;
import org.ramure.member.MemberId;
import org.ramure.points.Entry;
import org.ramure.points.Pot;
import org.ramure.preview.Baskets.Basket;
import org.ramure.purchase.PurchaseKey;
import org.ramure.purchase.RuleGrant;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What a basket is shown is what the same basket is granted. Baskets of every kind, of members
/// with every kind of past, are previewed and then bought in earnest, at the same moment: through
/// voucher-redemption, purchase-ingestion, points-accrual and voucher-minting.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShownIsGrantedTest {

  private static final int BASKETS = 150;

  /// Rules of every kind beside each other.
  private static final String RULES =
      """
      {"format":1,"programme":"rules","name":{"fr":"Règles","en":"Rules"},
       "startsOn":"2026-01-01","zone":"Europe/Paris","currency":"EUR",
       "points":{"lifeMonths":12,"pendingDays":{"WEB":%d,"TILL":0,"RECEIPT":7},
                 "maxAgeDays":{"TILL":60,"RECEIPT":30},"refunds":"DEBT",
                 "giftCardPurchaseEarns":%s,"giftCardPaymentEarns":%s,"cancelAnnounced":false},
       "rules":[
        {"id":"base","label":{"fr":"Base","en":"Base"},"bracket":{"amountMinor":100,"points":1}},
        {"id":"linen","label":{"fr":"Lin","en":"Linen"},"bracket":{"amountMinor":500,"points":4},
         "scope":{"products":{"categories":["linen"]}},"exclusiveIn":"season",
         "cap":{"points":40,"period":"MONTH"}},
        {"id":"bath","label":{"fr":"Bain","en":"Bath"},"bracket":{"amountMinor":1000,"points":15},
         "scope":{"products":{"categories":["bath"],"excludedSkus":["SOAP"]}},
         "exclusiveIn":"season"},
        {"id":"first","label":{"fr":"Premier","en":"First"},"bracket":{"amountMinor":100,"points":1},
         "condition":{"firstPurchase":true}},
        {"id":"large","label":{"fr":"Grand","en":"Large"},"bracket":{"amountMinor":5000,"points":30},
         "condition":{"basketAtLeast":{"amountMinor":15000}},"cap":{"points":70,"period":"DAY"}},
        {"id":"two","label":{"fr":"Deux","en":"Two"},"bracket":{"amountMinor":100,"points":1},
         "condition":{"basketContains":{"products":{"categories":["bath"]},"quantity":2}},
         "scope":{"stores":["epinal"]}},
        {"id":"days","label":{"fr":"Week-end","en":"Weekend"},
         "bracket":{"amountMinor":200,"points":1},
         "schedule":{"days":["SATURDAY","SUNDAY"]},"scope":{"zones":["est"]}}],
       "reward":{"label":{"fr":"Bon","en":"Voucher"},"threshold":150,"amountMinor":1000,
                 "minimumBasketMinor":%d,"validityMonths":3,"mode":"AUTOMATIC"},
       "reservations":{"webMinutes":20,"tillMinutes":5}}
      """;

  /// What has to have come up, or a run proved less than it says.
  private enum Seen {
    NOTHING_EARNED,
    PENDING,
    CAPPED,
    OUTDONE,
    DEBT_REPAID,
    VOUCHER_PAID,
    PART_OF_A_VOUCHER_LOST,
    TWO_VOUCHERS,
    VOUCHER_REFUSED,
    REWARD,
    GIFT_CARD_PART,
    NEW_MEMBER
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          SEED, PENDING DAYS, GIFT CARD BOUGHT EARNS, GIFT CARD PAID EARNS, MINIMUM
          1   , 0           , false                 , true                , 0
          2   , 14          , false                 , false               , 700
          3   , 3           , true                  , false               , 0
          """)
  void a_basket_is_granted_what_it_was_shown(
      long seed,
      int pendingDays,
      boolean purchaseEarns,
      boolean paymentEarns,
      long minimum,
      DynamoDbClient client,
      TableNames names) {
    var document = RULES.formatted(pendingDays, purchaseEarns, paymentEarns, minimum);
    var tables = LocalTables.create(client, names.prefix() + seed);
    var run = new Run(new Brand(client, tables, "rules", document), new Random(seed));
    run.play();
    var expected = EnumSet.allOf(Seen.class);
    if (pendingDays == 0) {
      expected.remove(Seen.PENDING);
    }
    if (paymentEarns) {
      expected.remove(Seen.GIFT_CARD_PART);
    }
    assertThat(run.seen()).containsAll(expected);
  }

  /// A few members who buy, return, use vouchers and grow older.
  private static final class Run {
    private final Brand brand;
    private final Random random;
    private final Baskets baskets;
    private final Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
    private final List<Person> people = new ArrayList<>();
    private final List<String> usedCodes = new ArrayList<>();

    private record Person(String email, MemberId id) {}

    Run(Brand brand, Random random) {
      this.brand = brand;
      this.random = random;
      this.baskets = new Baskets(random);
    }

    Set<Seen> seen() {
      return seen.keySet();
    }

    private void note(Seen what, boolean happened) {
      if (happened) {
        seen.merge(what, 1, Integer::sum);
      }
    }

    void play() {
      for (int i = 0; i < BASKETS; i++) {
        brand.at(brand.now().plus(Duration.ofHours(random.nextInt(30))));
        var basket = baskets.next("cart-" + i);
        if (people.size() < 4 || random.nextInt(15) == 0) {
          newcomer("member-" + i + "@example.com", basket);
        } else {
          regular(people.get(random.nextInt(people.size())), basket);
        }
      }
    }

    /// Shown what a new member earns, and one a moment later.
    private void newcomer(String email, Basket basket) {
      var shown = preview(basket, asked -> asked.putObject("customer").put("email", email));
      note(Seen.NEW_MEMBER, !shown.has("member"));
      var person = new Person(email, brand.enrol(email));
      people.add(person);
      buys(person, basket, List.of(), shown);
    }

    private void regular(Person person, Basket basket) {
      var codes = codes(person);
      var shown =
          preview(
              basket,
              asked -> {
                if (random.nextBoolean()) {
                  asked.put("member", person.id().value());
                } else {
                  asked.putObject("customer").put("email", person.email());
                }
                codes.forEach(c -> asked.withArrayProperty("vouchers").addObject().put("code", c));
              });
      assertThat(shown.path("member").asText()).isEqualTo(person.id().value());
      buys(person, basket, codes, shown);
    }

    /// Of vouchers that may be open, and now and then of one that is used or was never made.
    private List<String> codes(Person person) {
      var codes = new ArrayList<String>();
      for (var voucher : brand.open(person.id())) {
        if (codes.size() < 2 && random.nextBoolean()) {
          codes.add(brand.code(voucher).spaced());
        }
      }
      if (random.nextInt(6) == 0) {
        codes.add(brand.unused().text());
      } else if (!usedCodes.isEmpty() && random.nextInt(4) == 0) {
        codes.add(usedCodes.getLast());
      }
      return codes.stream().distinct().toList();
    }

    private JsonNode preview(Basket basket, java.util.function.Consumer<ObjectNode> whose) {
      var asked = basket.body().deepCopy().put("source", basket.source());
      whose.accept(asked);
      var answer = brand.preview("rk_admin", asked.toString());
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.body();
    }

    private void buys(Person person, Basket basket, List<String> codes, JsonNode shown) {
      var told = basket.body().deepCopy();
      told.put("modifiedAt", brand.now().toString())
          .put("occurredAt", brand.now().toString())
          .put("status", "PAID");
      told.putObject("customer").put("email", person.email());
      for (int i = 0; i < codes.size(); i++) {
        presents(basket, codes.get(i), shown, shown.path("vouchers").path(i), told);
      }
      long minted = brand.account(person.id()).vouchersMinted();
      var sale = brand.sells("rk_admin", basket.source(), told.toString());
      assertEntry(brand.lastEntry(person.id()), sale, shown);
      assertPosting(sale, shown);
      assertBalance(person, shown.path("account"), shown);
      brand.mintsIfWoken(person.id());
      assertReward(person, minted, shown.path("reward"));
      afterwards(person, sale, basket);
    }

    /// One code at the counter: used for what was shown, or refused as was shown.
    private void presents(
        Basket basket, String code, JsonNode shown, JsonNode tried, ObjectNode told) {
      if (!tried.path("usable").asBoolean()) {
        note(Seen.VOUCHER_REFUSED, true);
        assertRefused(basket, code, shown, tried);
        return;
      }
      long paid = tried.path("paidMinor").asLong();
      note(Seen.VOUCHER_PAID, paid > 0);
      note(Seen.PART_OF_A_VOUCHER_LOST, tried.has("lossMinor"));
      if (paid > 0) {
        var use = use(basket, code, shown).put("acceptLoss", true);
        var answer = counter("POST /v1/vouchers/redemptions", use);
        assertThat(answer.path("state").asText()).as("%s", answer).isEqualTo("REDEEMED");
        told.withArrayProperty("vouchers")
            .addObject()
            .put("code", code)
            .put("amount", Baskets.amount(paid));
        note(Seen.TWO_VOUCHERS, told.path("vouchers").size() > 1);
        usedCodes.add(code);
      }
    }

    private void assertRefused(Basket basket, String code, JsonNode shown, JsonNode tried) {
      var refusal = (ObjectNode) counter("POST /v1/vouchers/check", use(basket, code, shown));
      refusal.remove(List.of("type", "title", "status"));
      refusal.put("usable", false);
      assertThat(tried).isEqualTo(refusal);
    }

    private static ObjectNode use(Basket basket, String code, JsonNode shown) {
      var use = basket.body().objectNode().put("code", code).put("source", basket.source());
      if (basket.body().has("store")) {
        use.put("store", basket.body().path("store").asText());
      }
      use.putObject("basket")
          .put("id", basket.id())
          .put("eligibleTotalMinor", shown.path("eligibleTotalMinor").asLong())
          .put("currency", "EUR");
      return use;
    }

    private JsonNode counter(String route, JsonNode body) {
      var event = GatewayEvent.of(route, Map.of(), brand.key("rk_admin"), body.toString());
      GatewayEvent.headers(event).put("accept-language", "en");
      return brand.counter.handle(event).body();
    }

    private void assertEntry(Entry entry, PurchaseKey sale, JsonNode shown) {
      assertThat(entry.cause().subject()).contains(sale.reference());
      var change = shown.path("change");
      assertThat(change.path("available").asLong()).isEqualTo(entry.change(Pot.Available.class));
      assertThat(change.path("pending").asLong()).isEqualTo(entry.change(Pot.Pending.class));
      assertThat(change.path("debt").asLong()).isEqualTo(entry.debtChange());
      assertThat(shown.path("version").asInt()).isEqualTo(entry.cause().version());
      assertThat(shown.path("why")).isEqualTo(told(entry));
      note(Seen.DEBT_REPAID, entry.debtChange() < 0);
      note(Seen.PENDING, entry.change(Pot.Pending.class) > 0);
      note(Seen.CAPPED, shown.path("why").findValuesAsText("code").contains("earned.capped"));
      note(Seen.OUTDONE, shown.path("why").findValuesAsText("code").contains("rule.outdone"));
    }

    private static JsonNode told(Entry entry) {
      var messages = Messages.in(Language.EN);
      var euro = Currency.getInstance("EUR");
      return Json.tree(
          Json.bytes(entry.cause().why().stream().map(r -> Why.of(r, messages, euro)).toList()));
    }

    private void assertPosting(PurchaseKey sale, JsonNode shown) {
      var posting = brand.posting(sale);
      long points = shown.path("points").asLong();
      assertThat(points).isEqualTo(posting.posted());
      var rules = new ArrayList<RuleGrant>();
      shown
          .path("rules")
          .forEach(
              rule ->
                  rules.add(
                      new RuleGrant(
                          rule.path("rule").asText(),
                          rule.path("uncapped").asLong(),
                          rule.path("points").asLong())));
      assertThat(rules).isEqualTo(posting.grants());
      var days = posting.frozen().orElseThrow().days();
      assertThat(shown.path("lastDay").asText())
          .isEqualTo(points == 0 ? "" : days.lastDay().toString());
      assertThat(shown.path("matures").asText())
          .isEqualTo(
              shown.path("change").path("pending").asLong() == 0 ? "" : days.matures().toString());
      note(Seen.NOTHING_EARNED, points == 0);
      note(
          Seen.GIFT_CARD_PART,
          shown.findValues("paidByGiftCardMinor").stream().anyMatch(part -> part.asLong() > 0));
    }

    private void assertBalance(Person person, JsonNode balance, JsonNode shown) {
      var account = brand.account(person.id());
      assertThat(balance.path("available").asLong()).as("%s", shown).isEqualTo(account.available());
      assertThat(balance.path("pending").asLong()).isEqualTo(account.pendingTotal());
      assertThat(balance.path("debt").asLong()).isEqualTo(account.debt());
    }

    private void assertReward(Person person, long mintedBefore, JsonNode reward) {
      var account = brand.account(person.id());
      assertThat(reward.path("vouchers").asLong())
          .isEqualTo(account.vouchersMinted() - mintedBefore);
      if (!reward.isMissingNode()) {
        note(Seen.REWARD, true);
        assertThat(reward.path("available").asLong()).isEqualTo(account.available());
        assertThat(reward.path("lastDay").asText())
            .isEqualTo(account.candidates().getLast().lastDay().toString());
      }
    }

    /// Vouchers are shown to the member, and some goods come back: later baskets meet debts.
    private void afterwards(Person person, PurchaseKey sale, Basket basket) {
      if (random.nextBoolean()) {
        brand
            .open(person.id())
            .forEach(v -> brand.books.vouchers().announce(brand.programme, v.hash(), brand.now()));
      }
      if (random.nextInt(4) == 0) {
        var first = basket.body().path("lines").path(0).path("gross").asText();
        brand.takesBack(sale, first);
      }
    }
  }
}
