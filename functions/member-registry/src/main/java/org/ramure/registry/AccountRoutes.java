// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.caller.Caller;
import org.ramure.lambda.caller.Caller.MemberCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Cause;
import org.ramure.points.Settlement;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.LedgerTable;
import org.ramure.table.MemberTable;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Voucher;

/// What somebody has. Reading settles the account to the day, as every write would, and writes
/// nothing.
final class AccountRoutes {

  private final Programmes programmes;
  private final MemberTable members;
  private final LedgerTable ledger;
  private final VoucherTable vouchers;
  private final VoucherCodes codes;
  private final InstantSource clock;

  AccountRoutes(
      Programmes programmes,
      MemberTable members,
      LedgerTable ledger,
      VoucherTable vouchers,
      VoucherCodes codes,
      InstantSource clock) {
    this.programmes = programmes;
    this.members = members;
    this.ledger = ledger;
    this.vouchers = vouchers;
    this.codes = codes;
    this.clock = clock;
  }

  HttpAnswer account(HttpRequest request, Caller caller) {
    var now = clock.instant();
    var version = programmes.inForceAt(caller.programme(), now);
    var today = LocalDate.ofInstant(now, version.terms().zone());
    var account = stored(caller.programme(), MemberRoutes.memberId(request), today);
    var settled = Settlement.view(account, today, reading(version, today, now));
    return HttpAnswer.ok(AccountView.of(settled, today, version.terms()));
  }

  private static Cause reading(ProgrammeVersion version, LocalDate today, Instant now) {
    return new Cause("reading", now, today, version.number(), Optional.empty(), List.of());
  }

  /// Most members have an account; only where nothing was ever written is a second read needed to
  /// tell a new member from nobody.
  private Account stored(ProgrammeId programme, MemberId member, LocalDate today) {
    var account = ledger.account(programme, member, today);
    if (account.version() == 0) {
      requireMember(programme, member);
    }
    return account;
  }

  private void requireMember(ProgrammeId programme, MemberId member) {
    if (members.get(programme, member).isEmpty()) {
      throw MemberRoutes.noSuchMember();
    }
  }

  /// The newest first.
  HttpAnswer entries(HttpRequest request, Caller caller) {
    var member = MemberRoutes.memberId(request);
    int limit = request.limit();
    var before = request.query("cursor").map(EntryCursor::parse);
    var language = Language.preferred(request.query("lang"), request.header("accept-language"));
    var page = ledger.entries(caller.programme(), member, limit, before);
    if (page.isEmpty() && before.isEmpty()) {
      requireMember(caller.programme(), member);
    }
    var terms = programmes.inForceAt(caller.programme(), clock.instant()).terms();
    var views =
        page.stream()
            .map(
                entry ->
                    EntryView.of(
                        entry,
                        Messages.in(language),
                        terms.currency(),
                        !(caller instanceof MemberCaller)))
            .toList();
    boolean more = page.size() == limit && page.getLast().sequence() > 1;
    return HttpAnswer.ok(
        new Page(
            views,
            more ? Optional.of(EntryCursor.before(page.getLast().sequence())) : Optional.empty()));
  }

  /// @param next the cursor of what follows; absent at the end
  record Page(List<EntryView> entries, Optional<String> next) {}

  /// Vouchers that can still be used, the soonest to end first. A member sees whole codes,
  /// everybody else the last four characters.
  HttpAnswer vouchers(HttpRequest request, Caller caller) {
    var now = clock.instant();
    var zone = programmes.inForceAt(caller.programme(), now).terms().zone();
    var member = MemberRoutes.memberId(request);
    var account = stored(caller.programme(), member, LocalDate.ofInstant(now, zone));
    var hashes = account.candidates().stream().map(Account.Candidate::hash).toList();
    var open =
        vouchers.getAll(caller.programme(), hashes).stream()
            .filter(voucher -> !voucher.closed() && !voucher.expiredUnused(now))
            .sorted(java.util.Comparator.comparing(Voucher::lastDay).thenComparing(Voucher::number))
            .map(voucher -> VoucherView.of(voucher, now, code(voucher, caller, now)))
            .toList();
    return HttpAnswer.ok(Map.of("vouchers", open));
  }

  /// Announced first: from then on no take-back cancels the voucher. Where that is refused it was
  /// cancelled a moment ago, and the code must not be shown.
  private Optional<String> code(Voucher voucher, Caller caller, Instant now) {
    if (!(caller instanceof MemberCaller)) {
      return Optional.empty();
    }
    boolean announced =
        voucher.announcedAt().isPresent()
            || vouchers.announce(caller.programme(), voucher.hash(), now);
    return announced
        ? codes
            .of(caller.programme(), voucher.id(), voucher.attempt(), voucher.hash())
            .map(code -> code.spaced())
        : Optional.empty();
  }
}
