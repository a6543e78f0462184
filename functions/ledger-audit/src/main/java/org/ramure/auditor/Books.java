// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ramure.audit.AccountBooks;
import org.ramure.audit.AccountBooks.Posted;
import org.ramure.audit.PurchaseBooks;
import org.ramure.audit.PurchaseBooks.Named;
import org.ramure.audit.VoucherBooks;
import org.ramure.lambda.Environment;
import org.ramure.lambda.programme.Programmes;
import org.ramure.member.MemberId;
import org.ramure.points.Account;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Entry;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.purchase.Posting;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LedgerKeys.Owner;
import org.ramure.table.LedgerTable;
import org.ramure.table.Legible;
import org.ramure.table.PurchaseTable;
import org.ramure.table.PurchaseTable.Partition;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;
import org.ramure.table.VoucherTable.Contested;
import org.ramure.voucher.Voucher;
import org.ramure.voucher.Voucher.Redeemed;

/// Reads, strongly, all that belongs to one account, purchase or voucher. Several reads are not one
/// moment: whoever judges what is found here has to read twice.
record Books(
    LedgerTable ledgers,
    PurchaseTable purchases,
    VoucherTable vouchers,
    Function<ProgrammeId, List<ProgrammeVersion>> programmes) {

  static Books of(Environment environment) {
    var client = environment.dynamoDb();
    return new Books(
        new LedgerTable(client, environment.table(TableShape.LEDGER)),
        new PurchaseTable(client, environment.table(TableShape.PURCHASES)),
        new VoucherTable(client, environment.table(TableShape.VOUCHERS)),
        Programmes.of(environment)::versions);
  }

  AccountBooks account(Owner owner) {
    var partition = ledgers.audited(owner.programme(), owner.member());
    return new AccountBooks(
        owner.member(),
        partition.account(),
        partition.due(),
        partition.statement(),
        partition.expired(),
        partition.adjustments(),
        ratings(owner.programme(), partition.statement().purchases().keySet()),
        candidates(owner.programme(), partition.account()),
        partition.unreadable());
  }

  private Map<String, Posted> ratings(ProgrammeId programme, Collection<String> references) {
    var keys =
        references.stream()
            .flatMap(reference -> PurchaseKey.parse(programme, reference).stream())
            .toList();
    var posted = new HashMap<String, Posted>();
    purchases
        .postings(keys)
        .forEach(
            (key, posting) ->
                posted.put(
                    key.reference(),
                    new Posted(posting.member(), posting.posted(), posting.revision())));
    return posted;
  }

  private Map<String, Voucher> candidates(ProgrammeId programme, Optional<Account> account) {
    var hashes =
        account.stream().flatMap(a -> a.candidates().stream()).map(Candidate::hash).toList();
    return Legible.read(() -> vouchers.getAll(programme, hashes)).orElse(List.of()).stream()
        .collect(Collectors.toMap(Voucher::hash, voucher -> voucher));
  }

  /// Empty where an item of it cannot be read.
  Optional<PurchaseBooks> purchase(PurchaseKey key) {
    return Legible.read(() -> purchases.load(key)).map(partition -> purchase(key, partition));
  }

  private PurchaseBooks purchase(PurchaseKey key, Partition partition) {
    return new PurchaseBooks(
        key,
        partition.evidence(),
        partition.digest(),
        partition.claim(),
        partition.posting(),
        programmes.apply(key.programme()),
        entries(key, partition.posting()),
        partition.posting().map(posting -> named(key, posting)).orElse(Map.of()));
  }

  private Optional<Integer> entries(PurchaseKey key, Optional<Posting> posting) {
    return posting
        .filter(p -> p.frozen().isPresent())
        .flatMap(Posting::member)
        .flatMap(member -> about(key.programme(), member, key.reference()))
        .map(
            entries ->
                (int)
                    entries.stream()
                        .filter(e -> e.cause().subject().equals(Optional.of(key.reference())))
                        .count());
  }

  private Optional<List<Entry>> about(ProgrammeId programme, MemberId member, String subject) {
    return Legible.read(() -> ledgers.about(programme, member, subject)).flatMap(found -> found);
  }

  private Map<String, Named> named(PurchaseKey key, Posting posting) {
    var named = new HashMap<String, Named>();
    for (var hash : posting.vouchers().keySet()) {
      Legible.read(() -> vouchers.audited(key.programme(), hash))
          .flatMap(found -> found)
          .ifPresent(contested -> named.put(hash, named(key, contested)));
    }
    return named;
  }

  private static Named named(PurchaseKey key, Contested contested) {
    boolean waits =
        contested.waiting().stream()
            .anyMatch(
                c -> c.source().equals(key.source()) && c.documentId().equals(key.documentId()));
    return new Named(contested.voucher(), waits);
  }

  /// Empty where it cannot be read, or is none.
  Optional<VoucherBooks> voucher(ProgrammeId programme, String hash) {
    return Legible.read(() -> vouchers.audited(programme, hash))
        .flatMap(found -> found)
        .map(contested -> voucher(programme, contested));
  }

  private VoucherBooks voucher(ProgrammeId programme, Contested contested) {
    var voucher = contested.voucher();
    return new VoucherBooks(
        voucher,
        contested.waiting().size(),
        about(programme, voucher.member(), voucher.id()),
        isListed(programme, voucher),
        order(programme, voucher));
  }

  private boolean isListed(ProgrammeId programme, Voucher voucher) {
    return Legible.read(() -> ledgers.account(programme, voucher.member(), LocalDate.EPOCH))
        .map(Account::candidates)
        .orElse(List.of())
        .stream()
        .anyMatch(candidate -> candidate.hash().equals(voucher.hash()));
  }

  private Optional<Posting> order(ProgrammeId programme, Voucher voucher) {
    if (voucher.state() instanceof Redeemed(Voucher.Redemption use) && use.confirmed()) {
      return use.purchase()
          .map(document -> new PurchaseKey(programme, use.source(), document))
          .flatMap(key -> purchases.postings(List.of(key)).values().stream().findFirst());
    }
    return Optional.empty();
  }
}
