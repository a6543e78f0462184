// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.audit.AccountBooks;
import org.ramure.auditor.Subject.OfAccount;
import org.ramure.auditor.Subject.OfPurchase;
import org.ramure.auditor.Subject.OfVoucher;
import org.ramure.lambda.Log;
import org.ramure.lambda.programme.Faults;
import org.ramure.lambda.programme.JsonObject;
import org.ramure.member.MemberId;
import org.ramure.points.Account.Candidate;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.Legible;

/// The question of whoever may invoke the function: are the books of a programme right, or those of
/// one member?
record Operator(Stretch stretch, Books books) {

  /// Within the minute that clients wait for an answer.
  static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final ProgrammeId UNREADABLE = new ProgrammeId("unreadable");

  /// @param from the {@code next} of an answer before
  private record Question(ProgrammeId programme, Optional<MemberId> member, Optional<Place> from) {}

  Report answer(String json) {
    var faults = new Faults();
    var question = JsonObject.read(json, faults, Operator::question);
    if (question.isEmpty() || !faults.isEmpty()) {
      Log.info("audit.malformed", Map.of(Log.Field.COUNT, faults.list().size()));
      return new Report.Refused(faults.list());
    }
    var report = answer(question.get());
    Log.info(
        "audit.asked",
        Map.of(
            Log.Field.PROGRAMME, question.get().programme(),
            Log.Field.COUNT, report.differences()));
    return report;
  }

  private static Question question(JsonObject asked) {
    return new Question(
        asked
            .value("programme", "an id of small letters, digits and dashes", ProgrammeId::new)
            .orElse(UNREADABLE),
        asked.optionalValue("member", "a member's id", MemberId::new),
        asked.optionalValue("from", "the next of an answer before", Place::parse));
  }

  private Report.Audited answer(Question question) {
    var tally = new Tally();
    var next =
        question
            .member()
            .map(member -> ofMember(new Owner(question.programme(), member), tally))
            .orElseGet(() -> ofProgramme(question, tally));
    return Report.Audited.of(question.programme().value(), tally, next);
  }

  /// One walk after the other, as far as the time goes; of each walk begun one page at least.
  private Optional<Place> ofProgramme(Question question, Tally tally) {
    var begin = question.from().orElseGet(() -> Place.beginning(Walk.ACCOUNTS));
    var end = stretch.clock().instant().plus(PATIENCE);
    for (var walk : List.of(Walk.values()).subList(begin.walk().ordinal(), Walk.values().length)) {
      var from = walk == begin.walk() ? begin : Place.beginning(walk);
      var left = Duration.between(stretch.clock().instant(), end);
      var next =
          stretch.go(
              from, left, subject -> subject.programme().equals(question.programme()), tally);
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  /// The account, the purchases that its entries name, and the member's vouchers that the account
  /// or one of these purchases names. Nothing is looked at where there is no such account.
  private Optional<Place> ofMember(Owner owner, Tally tally) {
    var account = books.account(owner);
    if (account.isEmpty()) {
      return Optional.empty();
    }
    var purchases =
        account.statement().purchases().keySet().stream()
            .flatMap(reference -> PurchaseKey.parse(owner.programme(), reference).stream())
            .toList();
    stretch.audit(Walk.ACCOUNTS, List.of(new OfAccount(owner)), tally);
    stretch.audit(Walk.PURCHASES, subjects(purchases.stream().map(OfPurchase::new)), tally);
    stretch.audit(Walk.VOUCHERS, subjects(vouchers(owner, account, purchases)), tally);
    return Optional.empty();
  }

  private Stream<OfVoucher> vouchers(
      Owner owner, AccountBooks account, List<PurchaseKey> purchases) {
    var hashes =
        Stream.concat(
                account.account().stream()
                    .flatMap(a -> a.candidates().stream())
                    .map(Candidate::hash),
                books.purchases().postings(purchases).values().stream()
                    .flatMap(posting -> posting.vouchers().keySet().stream()))
            .distinct()
            .toList();
    return Legible.read(() -> books.vouchers().getAll(owner.programme(), hashes))
        .orElse(List.of())
        .stream()
        .filter(voucher -> voucher.member().equals(owner.member()))
        .map(voucher -> new OfVoucher(owner.programme(), voucher.hash()));
  }

  private static List<Subject> subjects(Stream<? extends Subject> subjects) {
    return subjects.<Subject>map(subject -> subject).toList();
  }
}
