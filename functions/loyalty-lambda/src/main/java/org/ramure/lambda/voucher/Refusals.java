// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.voucher;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ramure.explain.Reason;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.Store;
import org.ramure.voucher.Refusal;

/// Refusals as problems. Staff (tills and the brand's own people) reads precisely why, and who used
/// the voucher, where and when. A shop's answer ends on a stranger's screen: there every refusal
/// looks the same, or the difference would tell a guesser which codes exist. Only the question
/// whether a loss is accepted goes to everybody: without it the shop could not ask.
public final class Refusals {

  private final Programmes programmes;

  public Refusals(Programmes programmes) {
    this.programmes = programmes;
  }

  public Problem problem(WhyNot why, Place place, ApiKeyCaller caller, HttpRequest request) {
    var messages =
        Messages.in(Language.preferred(Optional.empty(), request.header("accept-language")));
    var told = caller.scope() == Scope.SHOP ? outside(why) : inside(why, place);
    return told.problem(messages, place);
  }

  /// @param reason part of the contract
  /// @param sentence for people
  /// @param facts for machines
  private record Told(String reason, Reason sentence, Map<String, Object> facts) {

    Told(String reason, Reason sentence) {
      this(reason, sentence, Map.of());
    }

    Problem problem(Messages messages, Place place) {
      var title = messages.render(Reason.of("refused"), place.currency());
      var detail = messages.render(sentence, place.currency());
      var problem = new Problem(ProblemType.VOUCHER_NOT_USABLE, title, detail).because(reason);
      for (var fact : facts.entrySet()) {
        problem = problem.with(fact.getKey(), fact.getValue());
      }
      return problem;
    }
  }

  private static Told outside(WhyNot why) {
    return why instanceof WhyNot.Unusable(Refusal.LossNotAccepted loss)
        ? loss(loss)
        : new Told("NOT_USABLE", Reason.of("refused.neutral"));
  }

  private Told inside(WhyNot why, Place place) {
    return switch (why) {
      case WhyNot.NotACode _ -> new Told("NOT_A_CODE", Reason.of("refused.not.a.code"));
      case WhyNot.NotUsed _ -> new Told("NOT_USED", Reason.of("refused.not.used"));
      case WhyNot.OrderNamesIt named ->
          new Told(
              "ORDER_NAMES_IT",
              Reason.of("refused.order.names.it", "order", named.by().purchase().orElse("…")),
              Map.of("source", named.by().source()));
      case WhyNot.Unusable(Refusal refusal) -> inside(refusal, place);
    };
  }

  private Told inside(Refusal refusal, Place place) {
    return switch (refusal) {
      case Refusal.Unknown _ -> new Told("UNKNOWN", Reason.of("refused.unknown"));
      case Refusal.GivenBack _ -> new Told("GIVEN_BACK", Reason.of("refused.given.back"));
      case Refusal.AlreadyRedeemed r -> redeemed(r, place);
      case Refusal.Cancelled _ -> new Told("CANCELLED", Reason.of("refused.cancelled"));
      case Refusal.Expired r ->
          new Told(
              "EXPIRED",
              Reason.of("refused.expired", "lastDay", r.lastDay()),
              Map.of("lastDay", r.lastDay()));
      case Refusal.NotYetValid r ->
          new Told(
              "NOT_YET_VALID",
              Reason.of("refused.not.yet.valid", "firstDay", r.firstDay()),
              Map.of("firstDay", r.firstDay()));
      case Refusal.ReservedElsewhere r -> reserved(r, place);
      case Refusal.BasketTooSmall r ->
          new Told(
              "BASKET_TOO_SMALL",
              Reason.of("refused.basket.too.small", "minimumMinor", r.minimumMinor()),
              Map.of("minimumMinor", r.minimumMinor()));
      case Refusal.LossNotAccepted r -> loss(r);
    };
  }

  private static Told loss(Refusal.LossNotAccepted loss) {
    return new Told(
        "LOSS_NOT_ACCEPTED",
        Reason.of("refused.loss.not.accepted", "lossMinor", loss.lossMinor()),
        Map.of("lossMinor", loss.lossMinor()));
  }

  private Told redeemed(Refusal.AlreadyRedeemed refusal, Place place) {
    var by = refusal.by();
    var where = where(place.programme(), by.source(), by.store());
    return new Told(
        "ALREADY_REDEEMED",
        Reason.of("refused.already.redeemed", "where", where.name())
            .with("at", where.local(by.at(), place)),
        Map.of("redeemed", where.facts("at", by.at())));
  }

  private Told reserved(Refusal.ReservedElsewhere refusal, Place place) {
    var where = where(place.programme(), refusal.source(), refusal.store());
    return new Told(
        "RESERVED_ELSEWHERE",
        Reason.of("refused.reserved.elsewhere", "where", where.name())
            .with("until", where.local(refusal.until(), place)),
        Map.of("reserved", where.facts("until", refusal.until())));
  }

  private Where where(ProgrammeId programme, String source, Optional<String> storeId) {
    return new Where(source, storeId, storeId.flatMap(id -> programmes.store(programme, id)));
  }

  /// Where somebody else used it.
  ///
  /// @param store as it is set up, unless it is there no more
  private record Where(String source, Optional<String> storeId, Optional<Store> store) {

    String name() {
      return store.map(Store::name).or(() -> storeId).orElse(source);
    }

    /// By the clock on that wall; a web shop goes by the programme's.
    LocalDateTime local(Instant at, Place here) {
      var zone = store.map(Store::timeZone).orElse(here.programmeZone());
      return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES);
    }

    Map<String, Object> facts(String moment, Instant at) {
      var facts = new LinkedHashMap<String, Object>();
      facts.put("source", source);
      storeId.ifPresent(id -> facts.put("store", id));
      store.ifPresent(s -> facts.put("storeName", s.name()));
      facts.put(moment, at);
      return facts;
    }
  }
}
