// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Sets the scene for a step: a member with an account that has seen something, whatever has to
/// have happened before. What is left is the step itself.
final class Scenes {

  private final Brand brand;
  private int count;

  Scenes(Brand brand) {
    this.brand = brand;
  }

  /// What is measured.
  interface Action {
    void run() throws IOException, InterruptedException;
  }

  /// Between setting a scene and playing it, everything must have come to rest.
  interface Rest {
    void await() throws InterruptedException;
  }

  private record Person(String email, String member) {}

  Action set(Step step, Rest rest) throws IOException, InterruptedException {
    String document = "D" + ++count;
    return switch (step) {
      case UNKNOWN_CUSTOMER ->
          () -> brand.purchase(document, "guest" + document + "@example.com", "30.00");
      case ENROLMENT -> () -> brand.enrol("new" + document + "@example.com");
      case QUARANTINED_WEBHOOK -> quarantined(document);
      case PURCHASE -> purchase(document, rest, "30.00");
      case PURCHASE_THAT_MINTS -> purchase(document, rest, "100.00");
      case REPEAT, NEWER_BODY, REFUND_OF_A_LINE, CANCELLATION -> afterwards(step, document, rest);
      case ACCOUNT_PAGE -> {
        String member = regular(document, rest).member();
        yield () -> brand.lookAtAccount(member);
      }
      case VOUCHER_PAGE -> {
        String member = withVoucher(document, rest).member();
        yield () -> brand.codes(member);
      }
      case SALE_WITH_VOUCHER_AT_A_TILL, SALE_WITH_VOUCHER_ON_THE_WEB, CANCELLATION_WITH_VOUCHER ->
          withCode(step, document, rest);
    };
  }

  private Action quarantined(String document) {
    byte[] order = brand.webhook(7_000_000L + count, "dollar" + document + "@example.com");
    String inDollars = new String(order, StandardCharsets.UTF_8).replace("\"EUR\"", "\"USD\"");
    return () -> brand.deliver(inDollars.getBytes(StandardCharsets.UTF_8));
  }

  private Action purchase(String document, Rest rest, String price)
      throws IOException, InterruptedException {
    String email = regular(document, rest).email();
    return () -> brand.purchase(document, email, price);
  }

  private Action afterwards(Step step, String document, Rest rest)
      throws IOException, InterruptedException {
    String email = regular(document, rest).email();
    brand.purchase(document, email, "30.00");
    rest.await();
    return switch (step) {
      case REPEAT -> () -> brand.purchase(document, email, "30.00");
      case NEWER_BODY -> () -> brand.purchaseLater(document, email, "30.00");
      case REFUND_OF_A_LINE -> () -> brand.refund(document);
      case CANCELLATION -> () -> brand.cancel(document);
      default -> throw new IllegalArgumentException("Nothing follows a purchase with " + step);
    };
  }

  private Action withCode(Step step, String document, Rest rest)
      throws IOException, InterruptedException {
    Person person = withVoucher(document, rest);
    String code = brand.codes(person.member()).getFirst();
    String basket = "ticket-" + document;
    Action atATill =
        () -> {
          brand.check(code, basket);
          brand.redeem(code, basket);
          brand.purchase(document, person.email(), "60.00", code);
        };
    return switch (step) {
      case SALE_WITH_VOUCHER_AT_A_TILL -> atATill;
      case SALE_WITH_VOUCHER_ON_THE_WEB ->
          () -> {
            brand.commit(brand.reserve(code, basket));
            brand.purchase(document, person.email(), "60.00", code);
          };
      case CANCELLATION_WITH_VOUCHER -> {
        atATill.run();
        rest.await();
        yield () -> brand.cancel(document);
      }
      default -> throw new IllegalArgumentException("No voucher is used in " + step);
    };
  }

  /// Has 60 points of one purchase.
  private Person regular(String document, Rest rest) throws IOException, InterruptedException {
    String email = "member" + document + "@example.com";
    var person = new Person(email, brand.enrol(email));
    brand.purchase(document + "-before", email, "40.00");
    rest.await();
    return person;
  }

  private Person withVoucher(String document, Rest rest) throws IOException, InterruptedException {
    Person person = regular(document, rest);
    brand.purchase(document + "-mint", person.email(), "100.00");
    rest.await();
    return person;
  }
}
