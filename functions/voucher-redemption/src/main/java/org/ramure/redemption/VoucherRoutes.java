// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.util.Optional;
import java.util.function.Function;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.voucher.Place;
import org.ramure.lambda.voucher.Places;
import org.ramure.lambda.voucher.Refusals;
import org.ramure.lambda.voucher.WhyNot;
import org.ramure.table.VoucherTable;
import org.ramure.table.VoucherTable.Decided;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.VoucherUse;

/// Checking, holding, using and letting go.
final class VoucherRoutes {

  private final VoucherTable vouchers;
  private final VoucherHashes hashes;
  private final Places places;
  private final Refusals refusals;
  private final Metrics metrics;

  VoucherRoutes(
      VoucherTable vouchers,
      VoucherHashes hashes,
      Places places,
      Refusals refusals,
      Metrics metrics) {
    this.vouchers = vouchers;
    this.hashes = hashes;
    this.places = places;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  /// A call whose place is known.
  private record Call(HttpRequest request, ApiKeyCaller caller, Place place) {}

  /// What a reservation would answer, and nothing is held.
  HttpAnswer check(HttpRequest request, ApiKeyCaller caller) {
    Presented.Inquiry asked = request.read(Presented.Inquiry.READER);
    var call = new Call(request, caller, places.of(caller, asked.source(), asked.store()));
    asked.basket().ifPresent(b -> Places.requireCurrency(call.place, b.currency()));
    return hashes
        .hash(asked.code())
        .map(hash -> check(call, hash, asked))
        .orElseGet(() -> refused(call, new WhyNot.NotACode()));
  }

  private HttpAnswer check(Call call, String hash, Presented.Inquiry asked) {
    var use =
        call.place.use(
            asked.basket().map(Basket::id).orElse(""),
            asked.basket().map(Basket::eligibleTotalMinor).orElse(Basket.LARGEST_TOTAL),
            asked.documentId(),
            false);
    var voucher = vouchers.get(call.place.programme(), hash);
    return voucher
        .<Optional<Refusal>>map(v -> VoucherUse.check(v, use))
        .orElseGet(() -> Optional.of(new Refusal.Unknown()))
        .map(why -> refused(call, new WhyNot.Unusable(why)))
        .orElseGet(
            () ->
                HttpAnswer.ok(
                    UseView.usable(voucher.orElseThrow(), asked.basket(), call.place.now())));
  }

  /// What one call writes.
  @FunctionalInterface
  private interface Command {
    Decided on(Place place, String hash, Use use);
  }

  HttpAnswer reserve(HttpRequest request, ApiKeyCaller caller) {
    return present(
        request,
        caller,
        (place, hash, use) -> vouchers.reserve(place.programme(), hash, use, place.hold()));
  }

  /// In one step, as a till does that has no checkout.
  HttpAnswer redeem(HttpRequest request, ApiKeyCaller caller) {
    return present(
        request, caller, (place, hash, use) -> vouchers.redeem(place.programme(), hash, use));
  }

  private HttpAnswer present(HttpRequest request, ApiKeyCaller caller, Command command) {
    Presented asked = request.read(Presented.READER);
    var basket = asked.basket();
    var call = new Call(request, caller, places.of(caller, asked.source(), asked.store()));
    Places.requireCurrency(call.place, basket.currency());
    var use =
        call.place.use(
            basket.id(), basket.eligibleTotalMinor(), asked.documentId(), asked.acceptsLoss());
    return hashes
        .hash(asked.code())
        .map(
            hash ->
                answer(
                    call,
                    UseId.of(call.place, hash, basket.id()),
                    command.on(call.place, hash, use),
                    HttpAnswer::created))
        .orElseGet(() -> refused(call, new WhyNot.NotACode()));
  }

  /// Holds it longer, from now on.
  HttpAnswer renew(HttpRequest request, ApiKeyCaller caller) {
    return goOn(
        request,
        caller,
        (place, hash, use) -> vouchers.renew(place.programme(), hash, use, place.hold()));
  }

  /// The customer has paid.
  HttpAnswer commit(HttpRequest request, ApiKeyCaller caller) {
    return goOn(
        request, caller, (place, hash, use) -> vouchers.redeem(place.programme(), hash, use));
  }

  private HttpAnswer goOn(HttpRequest request, ApiKeyCaller caller, Command command) {
    var id = id(request);
    var call = new Call(request, caller, id.place(caller, places));
    Presented.Continued asked = request.read(Presented.Continued.READER);
    Places.requireCurrency(call.place, asked.basket().currency());
    var use =
        call.place.use(
            id.key(), asked.basket().eligibleTotalMinor(), asked.documentId(), asked.acceptsLoss());
    return answer(call, id, command.on(call.place, id.voucherHash(), use), HttpAnswer::ok);
  }

  /// Lets the voucher go. What is not held (any more) is let go already.
  HttpAnswer release(HttpRequest request, ApiKeyCaller caller) {
    var id = id(request);
    var call = new Call(request, caller, id.place(caller, places));
    var use = call.place.use(id.key(), 0, Optional.empty(), false);
    var decided = vouchers.release(call.place.programme(), id.voucherHash(), use);
    return switch (decided.outcome()) {
      case VoucherUse.Accepted _, VoucherUse.Repeated _, VoucherUse.NothingHeld _ ->
          HttpAnswer.noContent();
      case VoucherUse.KeyReused _ -> keyReused().answer();
      case VoucherUse.Refused(Refusal why) -> refused(call, new WhyNot.Unusable(why));
    };
  }

  static UseId id(HttpRequest request) {
    return UseId.parse(request.path("id")).orElseThrow(UseId::noSuchUse);
  }

  private HttpAnswer answer(
      Call call, UseId id, Decided decided, Function<Object, HttpAnswer> answer) {
    return switch (decided.outcome()) {
      case VoucherUse.Accepted _, VoucherUse.Repeated _ ->
          answer.apply(UseView.of(id, voucher(decided)));
      case VoucherUse.KeyReused _ -> keyReused().answer();
      case VoucherUse.NothingHeld _ -> throw new IllegalStateException("only a release says so");
      case VoucherUse.Refused(Refusal why) -> refused(call, new WhyNot.Unusable(why));
    };
  }

  private static Voucher voucher(Decided decided) {
    return decided.voucher().orElseThrow();
  }

  private static Problem keyReused() {
    return new Problem(
        ProblemType.BASKET_DIFFERS,
        "This basket used the voucher with other content",
        "Nothing was changed; renew the reservation with the basket as it is now");
  }

  private HttpAnswer refused(Call call, WhyNot why) {
    if (why instanceof WhyNot.NotACode || why instanceof WhyNot.Unusable(Refusal.Unknown _)) {
      metrics.count("UnknownVoucherCodes", 1);
    }
    return refusals.problem(why, call.place, call.caller, call.request).answer();
  }
}
