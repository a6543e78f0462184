// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.local.Clients;
import org.ramure.local.LocalStack;
import org.ramure.local.Options;
import org.ramure.local.template.Resource;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Customer.Statement;
import org.ramure.local.tour.ShopifyOrder.Item;
import org.ramure.local.tour.ShopifyOrder.Person;
import org.ramure.operate.PutBack;
import org.ramure.table.TableShape;

/// The rehearsal of `restore-a-table.md`: a day goes on after a moment, everything that is worked
/// out is put back to that moment, and is worked out again from what the shops have said.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoreTest {

  private static final List<TableShape> PUT_BACK =
      List.of(TableShape.LEDGER, TableShape.VOUCHERS, TableShape.PURCHASES);

  @TempDir Path folder;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  /// Who did what before and after the moment, and what everybody had in the end.
  ///
  /// @param used codes, the second of a voucher that the moment did not know
  /// @param open a code that the moment did not know
  private record Day(
      Brand brand, List<Customer> customers, List<Statement> had, List<String> used, String open) {}

  @Test
  void what_is_put_back_to_a_moment_is_worked_out_again() throws Exception {
    Day day;
    try (var first = RealStack.start(folder)) {
      day = played(first);
    }
    try (var stopped = LocalStack.start(options().withFollowing(false), _ -> {})) {
      putBack(stopped);
    }
    try (var second = RealStack.start(folder)) {
      second.awaitQuiet();
      carryUses(second.stack);
      assertBooksAgree(second);
      assertEverybodyHasWhatTheyHad(day, second);
      assertNoVoucherIsUsedTwice(day, Brand.at(second.stack.api(), day.brand().programme()));
    }
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .as("the page shows this")
        .satisfiesExactly(
            line ->
                assertThat(line).matches("  to be asked for again: .*#MEMBER#.*, ADJUSTMENT#.*"),
            line -> assertThat(line).startsWith("Ledger: made as then {ACCOUNT=2}, "),
            line -> assertThat(line).startsWith("Vouchers: made as then {VOUCHER=1}, "),
            line -> assertThat(line).endsWith("over 1, there already 0, without their voucher 1"),
            line -> assertThat(line).endsWith("{RATING=2}, taken away what came later {RATING=2}"),
            line -> assertThat(line).endsWith("over 1, there already 1, without their voucher 0"));
  }

  private Options options() {
    return Options.of(RealStack.ASSEMBLY, folder.resolve("state"))
        .withRetryDelay(Duration.ofMillis(100));
  }

  private static Day played(RealStack real) throws Exception {
    var joined = real.join("Aline", "Basile", "Celeste");
    var aline = joined.getFirst();
    var basile = joined.get(1);
    var celeste = joined.get(2);
    var dorothee = new Person("Dorothee", "dorothee." + Brand.number() + "@example.com", "", 0);
    var first = real.voucherOf(aline);
    var sheets = Brand.order(basile, new Item("DR-PER-160", "Drap plat percale", 1, "90.00"));
    assertThat(real.brand.shop().paid(sheets).status()).isEqualTo(200);
    assertThat(real.brand.shop().paid(orderOf(dorothee)).status()).isEqualTo(200);
    real.awaitQuiet();
    copy(real.stack, PUT_BACK, "AtTheMoment");

    assertThat(redeemed(real.brand, first).status()).isEqualTo(201);
    var second = real.voucherOf(aline);
    assertThat(redeemed(real.brand, second).status()).isEqualTo(201);
    var third = real.voucherOf(celeste);
    assertThat(real.brand.shop().cancelled(sheets).status()).isEqualTo(200);
    var enrolled = enrolled(real.brand, dorothee);
    real.awaitQuiet();
    var customers = List.of(aline, basile, celeste, enrolled);
    var had = customers.stream().map(Customer::statement).toList();
    assertThat(given(real.brand, basile).text("/state")).isEqualTo("POSTED");
    real.awaitQuiet();
    return new Day(real.brand, customers, had, List.of(first, second), third);
  }

  private static ShopifyOrder orderOf(Person person) {
    var now = ZonedDateTime.now(ZoneId.of("Europe/Paris")).withNano(0).minusMinutes(2);
    return ShopifyOrder.of(Brand.number(), person, now, Brand.TOWELS);
  }

  private static Answer redeemed(Brand brand, String code) {
    var use = PlayedDay.use(code, "basket-" + Brand.number(), 6_000);
    return brand.till().post("/v1/vouchers/redemptions", use);
  }

  /// Finds the purchase that waited: it was there before the moment, whose it is was not.
  private static Customer enrolled(Brand brand, Person person) {
    var identities = Map.of("email", person.email());
    var answer = brand.web().post("/v1/members", Map.of("identities", identities));
    assertThat(answer.status()).isEqualTo(201);
    return new Customer(person, answer.text("/id"), brand.page(answer.text("/id")));
  }

  private static Answer given(Brand brand, Customer customer) {
    return brand
        .admin()
        .with("idempotency-key", "lost-parcel-" + Brand.number())
        .post(
            "/v1/members/" + customer.id() + "/adjustments",
            Map.of("points", 40, "reason", "Colis perdu", "by", "marie"));
  }

  private void putBack(LocalStack stack) {
    copy(stack, List.of(TableShape.VOUCHERS), "BeforeItWasPutBack");
    try (var client = Clients.dynamoDb(stack);
        var sqs = Clients.sqs(stack)) {
      var back = new PutBack(client, true, new PrintStream(told, true, StandardCharsets.UTF_8));
      var ledger = table(stack, TableShape.LEDGER);
      var vouchers = table(stack, TableShape.VOUCHERS);
      var purchases = table(stack, TableShape.PURCHASES);
      back.ledger(ledger + "AtTheMoment", ledger);
      back.vouchers(vouchers + "AtTheMoment", vouchers);
      back.uses(vouchers + "BeforeItWasPutBack", vouchers);
      var queue = accrualQueue(stack);
      back.ratings(
          purchases + "AtTheMoment",
          purchases,
          body -> sqs.sendMessage(m -> m.queueUrl(queue).messageBody(body)));
    }
  }

  private void carryUses(LocalStack stack) {
    try (var client = Clients.dynamoDb(stack)) {
      var vouchers = table(stack, TableShape.VOUCHERS);
      new PutBack(client, true, new PrintStream(told, true, StandardCharsets.UTF_8))
          .uses(vouchers + "BeforeItWasPutBack", vouchers);
    }
  }

  private static void copy(LocalStack stack, List<TableShape> shapes, String suffix) {
    try (var client = Clients.dynamoDb(stack)) {
      shapes.forEach(shape -> new Copies(client).copy(table(stack, shape), suffix));
    }
  }

  private static String table(LocalStack stack, TableShape shape) {
    return stack.tables().all().stream()
        .map(Resource::name)
        .filter(name -> name.contains(shape.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String accrualQueue(LocalStack stack) {
    var environment = stack.functions().get("points-accrual").spec().environment();
    return Objects.requireNonNull(environment.get("ACCRUAL_QUEUE_URL"));
  }

  private static void assertBooksAgree(RealStack real) {
    var asked = Api.JSON.createObjectNode().put("programme", Programme.ID);
    var report = Operator.of(real.stack.services()).invoke("ledger-audit", asked);
    assertThat(report.path("differences").asInt()).as(report.toPrettyString()).isZero();
    assertThat(report.at("/audited/accounts").asInt()).isEqualTo(4);
  }

  private static void assertEverybodyHasWhatTheyHad(Day day, RealStack real) {
    assertThat(day.customers())
        .extracting(customer -> Customer.statement(real.brand.page(customer.id())))
        .isEqualTo(day.had());
    assertThat(real.brand.page(day.customers().get(2).id()).openVouchers())
        .as("the code that was handed out is the code")
        .singleElement()
        .extracting(voucher -> voucher.path("code").asText())
        .isEqualTo(day.open());
  }

  private static void assertNoVoucherIsUsedTwice(Day day, Brand brand) {
    assertThat(day.used()).extracting(code -> redeemed(brand, code).status()).containsOnly(409);
    assertThat(redeemed(brand, day.open()).status()).isEqualTo(201);
    assertThat(redeemed(brand, day.open()).status()).isEqualTo(409);
  }
}
