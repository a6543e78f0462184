// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.local.tour.Api.Caller;
import org.ramure.local.tour.ShopifyOrder.Item;
import org.ramure.local.tour.ShopifyOrder.Person;

/// A brand whose programme is published, with its web shop, its till and its people; every test has
/// people and orders of its own.
record Brand(Api api, Programme programme, Shop shop) {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /// 45 points.
  static final Item TOWELS = new Item("SE-EPO-50", "Serviette éponge", 1, "45.00");

  private static final AtomicLong NUMBERS = new AtomicLong(Instant.now().getEpochSecond() * 1_000);

  /// Publishes the programme.
  static Brand open(URI api, URI lambda) {
    var document = ROOT.resolve("test-fixtures/programmes/tradition-des-vosges.json");
    var story = new Story(System.out);
    return at(api, Programme.publish(new Api(api), Operator.of(lambda), document, story));
  }

  /// The same brand where the API now is.
  static Brand at(URI address, Programme programme) {
    var api = new Api(address);
    var samples = ROOT.resolve("events/purchase-ingestion/shopify");
    return new Brand(
        api, programme, new Shop(api, Programme.SHOP, programme.shopSecret(), samples));
  }

  Caller web() {
    return api.as(programme.shopKey());
  }

  Caller till() {
    return api.as(programme.tillKey());
  }

  Caller admin() {
    return api.as(programme.adminKey());
  }

  /// What opens something.
  List<String> secrets() {
    return List.of(
        programme.shopKey(), programme.tillKey(), programme.adminKey(), programme.shopSecret());
  }

  static long number() {
    return NUMBERS.incrementAndGet();
  }

  Customer joins(String name) {
    long number = number();
    var phone = "+3361" + String.format(Locale.ROOT, "%07d", number % 10_000_000);
    var email = name.toLowerCase(Locale.ROOT) + "." + number + "@example.com";
    var person = new Person(name, email, phone, number);
    var enrolled =
        web()
            .post(
                "/v1/members",
                Map.of("givenName", name, "identities", PlayedDay.identities(person)));
    if (enrolled.status() != 201) {
      throw new IllegalStateException("not enrolled: " + enrolled);
    }
    return new Customer(person, enrolled.text("/id"), page(enrolled.text("/id")));
  }

  /// What a member sees of their own account, with a new token.
  MemberPage page(String memberId) {
    var issued = web().post("/v1/members/" + memberId + "/tokens", Map.of());
    return new MemberPage(api.as(issued.text("/token")), memberId);
  }

  static ShopifyOrder order(Customer customer, Item... items) {
    var at =
        ZonedDateTime.now(ZoneId.of("Europe/Paris"))
            .truncatedTo(ChronoUnit.SECONDS)
            .minusMinutes(2);
    return ShopifyOrder.of(number(), customer.person(), at, items);
  }

  /// Four orders of 45 points each: a voucher and 30 points. In no order.
  static List<ShopifyOrder> fourOrdersEach(List<Customer> customers) {
    var orders =
        customers.stream()
            .flatMap(customer -> Stream.generate(() -> order(customer, TOWELS)).limit(4))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(orders, new Random(7));
    return orders;
  }
}
