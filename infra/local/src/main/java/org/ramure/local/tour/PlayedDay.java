// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Api.Caller;
import org.ramure.local.tour.ShopifyOrder.Item;
import org.ramure.local.tour.ShopifyOrder.Person;

/// The played day. Every run has people and orders of its own, so it can be played again on a state
/// that went on.
public final class PlayedDay {

  private static final Item DUVET =
      new Item("HC-LIN-240", "Housse de couette lin lavé", 1, "89.90");
  private static final Item SHEET = new Item("DR-PER-160", "Drap plat percale", 1, "79.00");
  private static final Item PILLOWS = new Item("TO-PER-65", "Taie d'oreiller percale", 2, "27.90");
  private static final Item CLOTH = new Item("NA-LIN-170", "Nappe en lin", 1, "60.00");
  private static final Item TOWELS = new Item("SE-EPO-50", "Serviette éponge", 1, "45.00");
  private static final Item APRON = new Item("TA-COT-01", "Tablier en coton", 1, "30.00");

  private final Story story;
  private final Api api;
  private final Programme programme;
  private final Shop shop;
  private final Caller shopKey;
  private final Caller till;
  private final Caller admin;
  private final Operator operator;
  private final long run = Instant.now().getEpochSecond();
  private final ZonedDateTime morning =
      ZonedDateTime.now(ZoneId.of("Europe/Paris")).truncatedTo(ChronoUnit.SECONDS).minusMinutes(2);
  private final Person camille =
      new Person("Camille", "camille." + run + "@example.com", phone(run), run);
  private final Person louis = new Person("Louis", "louis." + run + "@example.com", "", 0);

  private PlayedDay(Story story, Api api, Operator operator, Programme programme, Path root) {
    this.story = story;
    this.api = api;
    this.programme = programme;
    this.shop =
        new Shop(
            api,
            Programme.SHOP,
            programme.shopSecret(),
            root.resolve("events/purchase-ingestion/shopify"));
    this.shopKey = api.as(programme.shopKey());
    this.till = api.as(programme.tillKey());
    this.admin = api.as(programme.adminKey());
    this.operator = operator;
  }

  /// What the day left behind for whoever wants to go on.
  ///
  /// @param differences what was not as expected, one sentence each
  public record Played(
      List<String> differences,
      Map<String, String> apiKeys,
      Map<String, String> sources,
      String memberToken) {

    /// @param whose shop, till or admin
    public String apiKey(String whose) {
      return Optional.ofNullable(apiKeys.get(whose)).orElseThrow();
    }
  }

  /// @param operator begins the programme, and asks for the audit
  /// @param root of the project, for the programme and the samples
  public static Played play(URI api, Operator operator, Path root, PrintStream out) {
    var story = new Story(out);
    story.chapter("The brand publishes its programme: 1 € = 1 point, 150 points = a 10 € voucher");
    var document = root.resolve("test-fixtures/programmes/tradition-des-vosges.json");
    var shops = new Api(api);
    var programme = Programme.publish(shops, operator, document, story);
    return new PlayedDay(story, shops, operator, programme, root).day();
  }

  private Played day() {
    var camillePage = enrol(camille);
    twoOrders(camillePage);
    var code = voucher(camillePage);
    var winner = race(code);
    var sale = winnersSale(winner, code, camillePage);
    cancelled(winner, sale, code, camillePage);
    oneLineGoesBack(camillePage);
    refundBeforeItsSale(camillePage);
    enrolsLater();
    usedForGood(code, camillePage);
    badInput();
    statement(camillePage);
    books();
    story.chapter("The end of the day");
    story.differences().forEach(d -> story.tell("✗ %s", d));
    story.tell(
        story.differences().isEmpty()
            ? "Everything came out as it must."
            : story.differences().size() + " answers differ from what they must be.");
    return new Played(
        story.differences(),
        Map.of(
            "shop", programme.shopKey(),
            "till", programme.tillKey(),
            "admin", programme.adminKey()),
        Map.of(Programme.SHOP, programme.shopSecret(), Programme.TILL, ""),
        token);
  }

  private String token = "";

  private MemberPage enrol(Person person) {
    story.chapter(person.name() + " joins in the web shop");
    var answer =
        shopKey.post(
            "/v1/members",
            Map.of(
                "givenName", person.name(),
                "language", "fr",
                "identities", identities(person)));
    story.expect("a new member", 201, answer.status());
    var again = shopKey.post("/v1/members", Map.of("identities", Map.of("email", person.email())));
    story.expect("joining twice answers the same member", answer.text("/id"), again.text("/id"));
    return page(answer.text("/id"));
  }

  static Map<String, Object> identities(Person person) {
    return person.customerId() == 0
        ? Map.of("email", person.email())
        : Map.of(
            "email",
            person.email(),
            "phone",
            person.phone(),
            "shopCustomer",
            Map.of("source", Programme.SHOP, "id", String.valueOf(person.customerId())));
  }

  private MemberPage page(String memberId) {
    var issued = shopKey.post("/v1/members/" + memberId + "/tokens", Map.of());
    token = issued.text("/token");
    return new MemberPage(api.as(token), memberId);
  }

  private void twoOrders(MemberPage page) {
    story.chapter("Two orders: the same webhook three times, an old one last");
    var first = ShopifyOrder.of(order(1), camille, morning, DUVET);
    story.expect("an order not paid yet is stored", 200, shop.created(first).status());
    story.expect("paid", "stored", shop.paid(first).text("/outcome"));
    story.expect("the shop repeats itself", "unchanged", shop.paid(first).text("/outcome"));
    story.expect("and once more", "unchanged", shop.paid(first).text("/outcome"));
    story.expect("its first webhook, late", "older", shop.created(first).text("/outcome"));
    story.expect("points for 89.90 € of goods, shipping left out", 89L, page.availableOnce(89));
    shop.paid(ShopifyOrder.of(order(2), camille, morning, SHEET, PILLOWS));
    story.tell("A second order of 79.00 € + 2 × 27.90 €: 134 points, 223 in all.");
  }

  private String voucher(MemberPage page) {
    story.chapter("150 points become a voucher");
    story.expect("one open voucher", 1, page.openVouchersOnce(1));
    story.expect("points left of 223", 73L, page.availableOnce(73));
    var voucher = page.openVouchers().getFirst();
    story.tell(
        "Camille's page shows the code %s: %s €, valid until %s.",
        voucher.path("code").asText(),
        voucher.path("amountMinor").asLong() / 100,
        voucher.path("lastDay").asText());
    return voucher.path("code").asText();
  }

  /// Who won the race.
  private enum Winner {
    WEB,
    TILL
  }

  private Winner race(String code) {
    story.chapter("The web shop and a till race for the voucher");
    var web = shopKey.posting("/v1/vouchers/redemptions", use(code, "cart-" + order(3), 6000));
    var counter = till.posting("/v1/vouchers/redemptions", use(code, ticket(3), 6000));
    var answers = List.of(web.join(), counter.join());
    var winner = answers.getFirst().status() == 201 ? Winner.WEB : Winner.TILL;
    story.expect(
        "one wins, one is refused",
        List.of(201, 409),
        answers.stream().map(Answer::status).sorted().toList());
    story.tell("The %s was first.", winner == Winner.WEB ? "web shop" : "till");
    var told = till.post("/v1/vouchers/check", use(code, ticket(9), 6000));
    story.tell("Whoever asks at the till now is told: “%s”", told.text("/detail"));
    story.expect("and for machines", "ALREADY_REDEEMED", told.text("/reason"));
    return winner;
  }

  static Map<String, Object> use(String code, String basket, long totalMinor) {
    return Map.of(
        "code",
        code,
        "basket",
        Map.of("id", basket, "eligibleTotalMinor", totalMinor, "currency", "EUR"));
  }

  private ShopifyOrder winnersSale(Winner winner, String code, MemberPage page) {
    story.chapter("The sale that used it is reported: what the voucher paid earns nothing");
    var order =
        ShopifyOrder.of(order(3), camille, morning, CLOTH)
            .paidWith("cart-" + order(3), code, "10.00");
    if (winner == Winner.WEB) {
      story.expect("the order", "stored", shop.paid(order).text("/outcome"));
    } else {
      var sale = sale(CLOTH, ticket(3), code);
      story.expect("the ticket", "stored", till.put(purchase(ticket(3)), sale).text("/outcome"));
    }
    story.expect("73 + 50 points for 60.00 € − 10.00 €", 123L, page.availableOnce(123));
    return order;
  }

  private Map<String, Object> sale(Item item, String ticket, String code) {
    return Map.of(
        "modifiedAt",
        morning.plusSeconds(30).toInstant().toString(),
        "occurredAt",
        morning.toInstant().toString(),
        "status",
        "PAID",
        "channel",
        "TILL",
        "store",
        Programme.STORE,
        "currency",
        "EUR",
        "basket",
        ticket,
        "customer",
        Map.of("email", camille.email()),
        "lines",
        List.of(
            Map.of(
                "id", "1",
                "sku", item.sku(),
                "label", item.title(),
                "quantity", String.valueOf(item.quantity()),
                "gross", item.price())),
        "vouchers",
        List.of(Map.of("code", code, "amount", "10.00")));
  }

  private void cancelled(Winner winner, ShopifyOrder order, String code, MemberPage page) {
    story.chapter("The sale is cancelled: points go, the voucher comes back");
    if (winner == Winner.WEB) {
      shop.cancelled(order);
    } else {
      till.put(
          purchase(ticket(3)) + "/cancellation",
          Map.of("cancelledAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    }
    story.expect("points as before", 73L, page.availableOnce(73));
    story.expect("the voucher is open again", 1, page.openVouchersOnce(1));
    var late =
        winner == Winner.WEB
            ? shopKey.post("/v1/vouchers/redemptions", use(code, "cart-" + order(3), 6000))
            : till.post("/v1/vouchers/redemptions", use(code, ticket(3), 6000));
    story.expect("a late retry of that very basket cannot burn it", 409, late.status());
  }

  private void oneLineGoesBack(MemberPage page) {
    story.chapter("One of the two pillow cases goes back");
    var order = ShopifyOrder.of(order(2), camille, morning, SHEET, PILLOWS);
    shop.refunded(order, order(2) + 5, 1, 1);
    story.expect("134.80 € − 27.90 € keeps 106 of 134 points", 45L, page.availableOnce(45));
    story.expect(
        "the same refund, told again",
        "unchanged",
        shop.refunded(order, order(2) + 5, 1, 1).text("/outcome"));
  }

  private void refundBeforeItsSale(MemberPage page) {
    story.chapter("A refund arrives before its sale");
    var order = ShopifyOrder.of(order(4), camille, morning, TOWELS, APRON);
    story.expect(
        "the refund waits", "stored", shop.refunded(order, order(4) + 5, 1, 1).text("/outcome"));
    shop.paid(order);
    story.expect("75.00 € − 30.00 € = 45 points more", 90L, page.availableOnce(90));
  }

  private void enrolsLater() {
    story.chapter("Louis orders as a guest, and joins later");
    shop.paid(ShopifyOrder.of(order(5), louis, morning, CLOTH));
    var page = enrol(louis);
    story.expect("his order found him", 60L, page.availableOnce(60));
  }

  private void usedForGood(String code, MemberPage page) {
    story.chapter("Camille uses the voucher in the shop of Épinal");
    var used = till.post("/v1/vouchers/redemptions", use(code, ticket(6), 4500));
    story.expect("redeemed", "REDEEMED", used.text("/state"));
    till.put(purchase(ticket(6)), sale(TOWELS, ticket(6), code));
    story.expect("35 points for 45.00 € − 10.00 €", 125L, page.availableOnce(125));
    var web = shopKey.post("/v1/vouchers/reservations", use(code, "cart-" + order(7), 9000));
    story.expect("the web shop is refused, and not told where", 409, web.status());
    var staff = admin.post("/v1/vouchers/check", withSource(use(code, ticket(8), 9000)));
    story.tell("Staff is told: “%s”", staff.text("/detail"));
  }

  private static Map<String, Object> withSource(Map<String, Object> use) {
    var named = new java.util.HashMap<>(use);
    named.put("source", Programme.TILL);
    return named;
  }

  private void badInput() {
    story.chapter("What cannot be right");
    var order = ShopifyOrder.of(order(8), camille, morning, DUVET);
    story.expect("a webhook with a guessed signature", 401, shop.forged(order).status());
    story.expect(
        "dollars: kept in quarantine with the reason", 202, shop.inDollars(order).status());
    var negative = till.post("/v1/vouchers/redemptions", use("AAAA", ticket(9), -1));
    story.expect("a negative total", 400, negative.status());
    story.tell("The field is named: %s", negative.text("/field"));
  }

  private void statement(MemberPage page) {
    story.chapter("Camille's statement: every line says why");
    for (JsonNode entry : page.entries().reversed()) {
      story.line(
          "%3d  %s  %-9s %+5d   %s"
              .formatted(
                  entry.path("sequence").asLong(),
                  entry.path("businessDate").asText(),
                  entry.path("kind").asText(),
                  entry.path("available").asLong(),
                  entry.path("why").path(0).path("text").asText()));
      for (int i = 1; i < entry.path("why").size(); i++) {
        story.line(" ".repeat(34) + entry.path("why").path(i).path("text").asText());
      }
    }
    long sum = page.entries().stream().mapToLong(e -> e.path("available").asLong()).sum();
    story.expect("the lines add up to what is available", page.available(), sum);
  }

  private void books() {
    story.chapter("The auditor works out everything again and compares");
    var report =
        operator.invoke("ledger-audit", Api.JSON.createObjectNode().put("programme", Programme.ID));
    story.tell(
        "Looked at: accounts %s, purchases %s, vouchers %s.",
        report.at("/audited/accounts").asText(),
        report.at("/audited/purchases").asText(),
        report.at("/audited/vouchers").asText());
    story.expect("differences", "0", report.at("/differences").asText());
    report.path("members").forEach(found -> story.tell("%s", found));
  }

  private long order(int number) {
    return run * 100 + number * 10;
  }

  private String ticket(int number) {
    return "epinal~1~" + morning.toLocalDate() + "~" + run + number;
  }

  private String purchase(String ticket) {
    return "/v1/sources/" + Programme.TILL + "/purchases/" + ticket;
  }

  private static String phone(long run) {
    return "+336" + String.format(java.util.Locale.ROOT, "%08d", run % 100_000_000);
  }
}
