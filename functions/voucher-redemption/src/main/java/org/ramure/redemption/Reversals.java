// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.voucher.Place;
import org.ramure.lambda.voucher.Places;
import org.ramure.lambda.voucher.Refusals;
import org.ramure.lambda.voucher.WhyNot;
import org.ramure.points.Cause;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherBooks.Deed;
import org.ramure.table.VoucherTable.Contested;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.voucher.Agreement;
import org.ramure.voucher.Agreement.Action;
import org.ramure.voucher.ClosedKey;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Redemption;

/// Takes a use back: the voucher is free again, and this basket can never use it again. Where an
/// order waits for the voucher, it passes on to that one.
final class Reversals {

  private final VoucherBooks books;
  private final Places places;
  private final Refusals refusals;

  Reversals(VoucherBooks books, Places places, Refusals refusals) {
    this.books = books;
    this.places = places;
    this.refusals = refusals;
  }

  /// What is to be done about a voucher as it was read.
  private sealed interface Verdict {
    record Take(Action action) implements Verdict {}

    record AlreadyBack() implements Verdict {}

    record Refused(WhyNot why) implements Verdict {}
  }

  /// Only what a repeat can tell just as well: the voucher may have been used again since.
  private record View(String id, String state, String last4) {}

  HttpAnswer reverse(HttpRequest request, ApiKeyCaller caller) {
    var id = VoucherRoutes.id(request);
    var place = id.place(caller, places);
    var asked = asked(request);
    if (asked.forced() && caller.scope() != Scope.ADMIN) {
      return Problem.forbidden("Only the brand's own staff may force it").answer();
    }
    var deed = new Deed(place.programme(), place.version(), cause(caller, place));
    var outcome =
        books.agree(
            deed,
            id.voucherHash(),
            Optional.empty(),
            read -> action(verdict(read, id, place, asked.forced())));
    return switch (outcome) {
      case VoucherBooks.Agreed(Contested before, Action _) ->
          answer(verdict(before, id, place, asked.forced()), id, before, place, caller, request);
      case VoucherBooks.Unknown _ ->
          refusals
              .problem(new WhyNot.Unusable(new Refusal.Unknown()), place, caller, request)
              .answer();
      case VoucherBooks.Overtaken _ -> Problem.busy();
    };
  }

  private static Presented.TakenBack asked(HttpRequest request) {
    return request.body().length == 0
        ? new Presented.TakenBack(Optional.empty())
        : request.read(Presented.TakenBack.READER);
  }

  private static Verdict verdict(Contested read, UseId id, Place place, boolean forced) {
    var voucher = read.voucher();
    if (voucher.state() instanceof Voucher.Redeemed(Redemption used) && isBy(used, id)) {
      return take(read, used, place, forced);
    }
    return voucher.closedKeys().contains(ClosedKey.basket(id.source(), id.key()))
        ? new Verdict.AlreadyBack()
        : new Verdict.Refused(new WhyNot.NotUsed());
  }

  private static boolean isBy(Redemption used, UseId id) {
    return used.source().equals(id.source()) && used.key().equals(id.key());
  }

  private static Verdict take(Contested read, Redemption used, Place place, boolean forced) {
    var voucher = read.voucher();
    var waiting = read.waiting();
    var zone = place.programmeZone();
    var action = Agreement.reverse(voucher, used, waiting, place.now(), zone);
    if (action.isEmpty() && !forced) {
      return new Verdict.Refused(new WhyNot.OrderNamesIt(used));
    }
    return new Verdict.Take(
        action.orElseGet(() -> Agreement.takeFrom(voucher, used, waiting, place.now(), zone)));
  }

  private static Action action(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Take take -> take.action();
      case Verdict.AlreadyBack _, Verdict.Refused _ -> new Agreement.Nothing();
    };
  }

  private HttpAnswer answer(
      Verdict verdict,
      UseId id,
      Contested read,
      Place place,
      ApiKeyCaller caller,
      HttpRequest request) {
    return switch (verdict) {
      case Verdict.Take _, Verdict.AlreadyBack _ ->
          HttpAnswer.ok(new View(id.text(), "GIVEN_BACK", read.voucher().last4()));
      case Verdict.Refused(WhyNot why) -> refusals.problem(why, place, caller, request).answer();
    };
  }

  private static Cause cause(ApiKeyCaller caller, Place place) {
    return new Cause(
        caller.name(),
        place.now(),
        LocalDate.ofInstant(place.now(), place.programmeZone()),
        place.version().number(),
        Optional.empty(),
        List.of());
  }
}
