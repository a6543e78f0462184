// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ramure.explain.Reason;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.language.Why;
import org.ramure.lambda.voucher.WhyNot;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Entry;
import org.ramure.points.Minting.Minted;
import org.ramure.points.Pot;
import org.ramure.preview.Previews.Previewed;
import org.ramure.preview.TriedVouchers.Tried;
import org.ramure.programme.EarningRule;
import org.ramure.programme.ProgrammeTerms;
import org.ramure.purchase.KeptLine;
import org.ramure.purchase.Preview;
import org.ramure.purchase.RuleGrant;
import org.ramure.voucher.Payment;

/// A preview as the API tells it.
///
/// @param asOf the day in the programme's zone
/// @param version of the programme by which it was rated
/// @param member who was recognised; nobody: as a new member would earn
/// @param eligibleTotalMinor what voucher calls take as the basket's total
/// @param points all that it would earn
/// @param change how the account would change at once: as the history would show it
/// @param matures when the points could be spent, where that is not at once
/// @param lastDay on which they could be spent
/// @param rules those that apply, in the programme's order
/// @param why the reasons, as the history would show them
/// @param account as it would be then
/// @param reward what its points would buy by themselves a moment later
record PreviewView(
    LocalDate asOf,
    int version,
    Optional<String> member,
    String currency,
    long eligibleTotalMinor,
    long points,
    BalanceView change,
    Optional<LocalDate> matures,
    Optional<LocalDate> lastDay,
    List<RuleView> rules,
    List<LineView> lines,
    List<Why> why,
    List<Object> vouchers,
    BalanceView account,
    Optional<RewardView> reward) {

  record BalanceView(long available, long pending, long debt) {

    static BalanceView of(Entry entry) {
      return new BalanceView(
          entry.change(Pot.Available.class), entry.change(Pot.Pending.class), entry.debtChange());
    }

    static BalanceView of(Account account) {
      return new BalanceView(account.available(), account.pendingTotal(), account.debt());
    }
  }

  /// @param uncapped before its cap, and before a better offer of its group
  record RuleView(String rule, String label, long points, long uncapped) {

    static RuleView of(RuleGrant grant, ProgrammeTerms terms, Language language) {
      var label =
          terms.rules().stream()
              .filter(rule -> rule.id().equals(grant.rule()))
              .map(EarningRule::label)
              .map(language::of)
              .findFirst()
              .orElseThrow();
      return new RuleView(grant.rule(), label, grant.granted(), grant.uncapped());
    }
  }

  /// @param netMinor after its discounts
  /// @param paidByVouchersMinor and {@code paidByGiftCardMinor}: its shares, which earn nothing
  /// @param basisMinor what of it rules count
  record LineView(
      String id,
      long netMinor,
      long paidByVouchersMinor,
      long paidByGiftCardMinor,
      long basisMinor,
      List<Why> why) {}

  /// @param paidMinor what it would pay of this basket
  record PayingView(
      boolean usable,
      String kind,
      String last4,
      long amountMinor,
      LocalDate lastDay,
      long paidMinor,
      Optional<Long> lossMinor) {

    static PayingView of(Payment payment) {
      var voucher = payment.voucher();
      return new PayingView(
          true,
          voucher.kind().name(),
          voucher.last4(),
          voucher.amount().minor(),
          voucher.lastDay(),
          payment.paidMinor(),
          Optional.of(payment.lossMinor()).filter(loss -> loss > 0));
    }
  }

  /// @param available points that would be left
  record RewardView(int vouchers, long amountMinor, LocalDate lastDay, long available) {

    static RewardView of(Minted minted, ProgrammeTerms terms) {
      return new RewardView(
          minted.orders().size(),
          terms.reward().orElseThrow().amountMinor(),
          minted.orders().getFirst().lastDay(),
          minted.ledger().account().available());
    }
  }

  /// @param refusal how the caller may be told
  static PreviewView of(
      Previewed previewed,
      Language language,
      Messages messages,
      Function<WhyNot, Problem> refusal) {
    var terms = previewed.version().terms();
    var preview = previewed.preview();
    var entry = preview.entry();
    var told = new Teller(messages, terms);
    return new PreviewView(
        preview.ledger().account().settledTo(),
        previewed.version().number(),
        previewed.member().map(MemberId::value),
        terms.currency().getCurrencyCode(),
        previewed.eligibleTotalMinor(),
        preview.points(),
        BalanceView.of(entry),
        day(preview, preview.days().matures()).filter(_ -> entry.change(Pot.Pending.class) > 0),
        day(preview, preview.days().lastDay()),
        preview.next().posting().grants().stream()
            .map(grant -> RuleView.of(grant, terms, language))
            .toList(),
        preview.purchase().lines().stream().map(l -> told.line(l, entry)).toList(),
        told.all(entry.cause().why().stream()),
        previewed.tried().each().stream().map(tried -> voucher(tried, refusal)).toList(),
        BalanceView.of(preview.ledger().account()),
        previewed.minted().map(minted -> RewardView.of(minted, terms)));
  }

  private static Optional<LocalDate> day(Preview preview, LocalDate day) {
    return Optional.of(day).filter(_ -> preview.points() > 0);
  }

  /// Reasons in words.
  private record Teller(Messages messages, ProgrammeTerms terms) {

    List<Why> all(Stream<Reason> reasons) {
      return reasons.map(reason -> Why.of(reason, messages, terms.currency())).toList();
    }

    LineView line(KeptLine kept, Entry entry) {
      var id = kept.line().id();
      return new LineView(
          id,
          kept.line().netMinor(),
          kept.voucherShareMinor(),
          kept.giftCardShareMinor(),
          kept.eligible() ? kept.keptMinor() : 0,
          all(
              entry.cause().why().stream()
                  .filter(reason -> id.equals(reason.facts().get("line")))));
    }
  }

  private static Object voucher(Tried tried, Function<WhyNot, Problem> refusal) {
    return switch (tried) {
      case Tried.Pays(Payment payment) -> PayingView.of(payment);
      case Tried.Refused(WhyNot why) -> refused(refusal.apply(why));
    };
  }

  /// The members of the problem that a check would answer.
  private static Map<String, Object> refused(Problem problem) {
    var told = new LinkedHashMap<String, Object>();
    told.put("usable", false);
    told.putAll(problem.more());
    told.put("detail", problem.detail());
    return told;
  }
}
