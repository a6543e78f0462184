// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ramure.client.ProblemException;
import org.ramure.client.Ramure;
import org.ramure.client.RamureClient;
import org.ramure.client.RamureException;
import org.ramure.client.Retries;
import org.ramure.client.model.ApiKeyAsked;
import org.ramure.client.model.Basket;
import org.ramure.client.model.Cancellation;
import org.ramure.client.model.Enrolment;
import org.ramure.client.model.GivenIdentities;
import org.ramure.client.model.PreviewedBasket;
import org.ramure.client.model.Problem;
import org.ramure.client.model.Purchase;
import org.ramure.client.model.PurchaseCustomer;
import org.ramure.client.model.PurchaseLine;
import org.ramure.client.model.SourceAsked;
import org.ramure.client.model.StoreAsked;
import org.ramure.client.model.Voucher;
import org.ramure.client.model.VoucherPresented;

/// A customer of one minute, against a deployment that runs: enrols, buys, gets points and a
/// voucher, uses it, and is refused the second time. Everything that can go wrong between the
/// gateway and the last stream shows here as a step that does not come.
///
/// It writes into the programme that is named, so that one has to be made for it: see
/// `smoke-test.md`.
public final class Smoke {

  /// Functions that start cold, one after the other.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String ZONE = "Europe/Paris";

  /// A till would have gone on without; here a function may start for the first time.
  private static final Retries PATIENTLY =
      new Retries(10, Duration.ofMillis(500), Duration.ofSeconds(4));

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Ramure ramure;
  private final RamureClient admin;
  private final String programme;

  /// The source and the store of this, under one id.
  private final String place;

  private final String amount;
  private final PrintStream out;
  private final String run = "smoke-" + Instant.now().getEpochSecond();

  private Smoke(Ramure ramure, String adminKey, String programme, String amount, PrintStream out) {
    this.ramure = ramure;
    this.admin = ramure.as(adminKey);
    this.programme = programme;
    this.place = programme + "-smoke";
    this.amount = amount;
    this.out = out;
  }

  /// The key comes in the environment, where no list of processes shows it.
  public static void main(String[] arguments) {
    var asked = Asked.of(arguments);
    var key = Objects.requireNonNullElse(System.getenv("RAMURE_ADMIN_KEY"), "");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("RAMURE_ADMIN_KEY is not set");
    }
    boolean passed =
        passes(
            asked.required("url"),
            key,
            asked.required("programme"),
            asked.required("amount"),
            System.out);
    System.exit(passed ? 0 : 1);
  }

  /// @param url as the stack's output {@code ApiUrl} says it
  /// @param programme of the key, said once more so that nobody buys in a real one by mistake
  /// @param amount of the purchase, enough for a voucher
  /// @param out gets a line for each step
  public static boolean passes(
      String url, String adminKey, String programme, String amount, PrintStream out) {
    var ramure = Ramure.at(url).speaking("en").retrying(PATIENTLY);
    var smoke = new Smoke(ramure, adminKey, programme, amount, out);
    try {
      smoke.customer();
      out.println("All of it works.");
      return true;
    } catch (RamureException | Unexpected e) {
      out.println("✗ " + e.getMessage());
      return false;
    }
  }

  private static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unexpected(String message) {
      super(message);
    }
  }

  private void customer() {
    var currency = step("the key opens " + programme, this::currency);
    step("a source for this", () -> admin.putSource(place, generic()));
    step("a store for this", () -> admin.putStore(place, StoreAsked.of(place, ZONE)));
    var web = ApiKeyAsked.of(run, ApiKeyAsked.Scope.SHOP).withSource(place);
    var counter = ApiKeyAsked.of(run, ApiKeyAsked.Scope.TILL).withSource(place).withStore(place);
    withKey(web, shop -> withKey(counter, till -> shopping(shop, till, currency)));
  }

  private void withKey(ApiKeyAsked asked, Consumer<RamureClient> work) {
    var title = "key of a " + asked.scope().name().toLowerCase(Locale.ROOT);
    var made = step("a " + title, () -> admin.createApiKey(asked));
    try {
      work.accept(ramure.as(made.key().orElseThrow()));
    } finally {
      step("the " + title + " is withdrawn", () -> admin.revokeApiKey(made.apiKey().id()));
    }
  }

  /// The rules say it; with a key of another programme they cannot be read.
  private String currency() {
    int version = admin.readProgramme(programme).inForce().version();
    var rules = admin.readVersion(programme, Integer.toString(version)).document();
    return rules.path("currency").asText();
  }

  private static SourceAsked generic() {
    return SourceAsked.of(SourceAsked.Type.GENERIC, ZONE);
  }

  private void shopping(RamureClient shop, RamureClient till, String currency) {
    var email = run + "@example.com";
    var identities = GivenIdentities.of().withEmail(email);
    var member = step("a member", () -> shop.enrolMember(Enrolment.of(identities)).body()).id();
    var page = ramure.as(step("a token for them", () -> shop.issueToken(member)).token());
    long points = step("a preview of the basket", () -> promised(shop, member, currency));
    step("the purchase is taken", () -> shop.putPurchase(place, run, purchase(email, currency)));
    try {
      var voucher = once("points and a voucher", () -> voucher(page, member, points));
      used(till, voucher, currency);
    } finally {
      step(
          "the purchase is cancelled",
          () -> shop.putCancellation(place, run, Cancellation.of(Instant.now())));
      once("its points are gone", () -> nothingLeft(page, member));
      out.println("  left behind: source and store " + place + ", and member " + member);
      out.println("  with an open voucher whose points they owe: nobody else has its code");
    }
  }

  /// @return the points that stay when vouchers are made of the rest
  private long promised(RamureClient shop, String member, String currency) {
    var basket = PreviewedBasket.of(currency, lines()).withMember(member);
    var shown = shop.previewPurchase(basket);
    return shown
        .reward()
        .filter(reward -> reward.vouchers() > 0)
        .orElseThrow(() -> new Unexpected(amount + " make no voucher: say more with -Damount=…"))
        .available();
  }

  private List<PurchaseLine> lines() {
    return List.of(PurchaseLine.of("1", "1", amount));
  }

  private Purchase purchase(String email, String currency) {
    var justNow = Instant.now().minusSeconds(60);
    return Purchase.of(justNow, justNow, Purchase.Status.PAID, currency, lines())
        .withCustomer(PurchaseCustomer.of().withEmail(email));
  }

  private static Optional<Voucher> voucher(RamureClient page, String member, long points) {
    return page.readAccount(member).available() == points
        ? page.listVouchers(member).vouchers().stream().findFirst()
        : Optional.empty();
  }

  private void used(RamureClient till, Voucher voucher, String currency) {
    var code = voucher.code().orElseThrow(() -> new Unexpected("a member sees no whole code"));
    long total = Math.max(voucher.minimumBasketMinor(), voucher.amountMinor());
    var first = VoucherPresented.of(code, Basket.of(run + "-1", total, currency));
    var second = VoucherPresented.of(code, Basket.of(run + "-2", total, currency));
    var use = step("the voucher is used", () -> till.redeemVoucher(first));
    try {
      step("a second use is refused", () -> refused(till, second));
    } finally {
      step("the use is taken back", () -> till.reverseRedemption(use.id().orElseThrow()));
    }
  }

  /// A till is told why; a web shop would not be.
  private static boolean refused(RamureClient till, VoucherPresented second) {
    try {
      till.redeemVoucher(second);
    } catch (ProblemException refusal) {
      if (refusal.reason().equals(Optional.of(Problem.Reason.ALREADY_REDEEMED))) {
        return true;
      }
      throw refusal;
    }
    throw new Unexpected("a voucher was used twice");
  }

  private static Optional<Boolean> nothingLeft(RamureClient page, String member) {
    return page.readAccount(member).available() == 0 ? Optional.of(true) : Optional.empty();
  }

  private <T> T step(String title, Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    out.printf("✓ %-30s %5.1f s%n", title, (System.nanoTime() - began) / 1e9);
    return result;
  }

  /// Points follow a purchase within moments, not within the request.
  private <T> T once(String title, Supplier<Optional<T>> look) {
    return step(
        title,
        () -> {
          long end = System.nanoTime() + PATIENCE.toNanos();
          var seen = look.get();
          while (seen.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = look.get();
          }
          return seen.orElseThrow(
              () -> new Unexpected(title + ": not within " + PATIENCE.toSeconds() + " s"));
        });
  }
}
