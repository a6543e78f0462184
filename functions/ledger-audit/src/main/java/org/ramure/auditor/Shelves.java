// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ramure.auditor.Subject.OfAccount;
import org.ramure.auditor.Subject.OfHint;
import org.ramure.auditor.Subject.OfMessage;
import org.ramure.auditor.Subject.OfPurchase;
import org.ramure.auditor.Subject.OfVoucher;
import org.ramure.lambda.Environment;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Key;
import org.ramure.table.KeyPage;
import org.ramure.table.LedgerKeys;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.VoucherKeys;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What there is to audit, page by page.
///
/// Tables are scanned, because no index lists every account or every purchase, and one that did
/// would cost a write with each of them for ever. A scan costs half a read unit for every 4 KB that
/// lie in the table, and brings keys only.
///
/// @param s3 made when first needed
/// @param most items of a table, or objects, in one page: what a walk holds in memory
record Shelves(Books books, Supplier<S3Client> s3, String bucket, int most) {

  static final int MOST = 500;

  static Shelves of(Books books, Environment environment) {
    return new Shelves(
        books,
        Environment.once(() -> environment.client(S3Client.builder())),
        environment.require("QUARANTINE_BUCKET"),
        MOST);
  }

  /// @param next empty at the end of the walk
  record Page(List<Subject> subjects, Optional<Place> next) {

    Page {
      subjects = List.copyOf(subjects);
    }
  }

  Page page(Place place) {
    return switch (place.walk()) {
      case ACCOUNTS -> keys(place, books.ledgers()::keys, Shelves::account);
      case PURCHASES -> keys(place, books.purchases()::keys, Shelves::purchase);
      case VOUCHERS -> keys(place, books.vouchers()::keys, Shelves::voucher);
      case MESSAGES -> messages(place);
    };
  }

  @FunctionalInterface
  private interface Scan {
    KeyPage keys(Optional<Key> after, int most);
  }

  /// A partition that goes over from the page before has been audited whole with that one.
  private Page keys(Place place, Scan scan, Function<Key, Stream<Subject>> subject) {
    var after = place.after();
    var begun = after.stream().findFirst();
    var page =
        scan.keys(
            after.isEmpty()
                ? Optional.empty()
                : Optional.of(new Key(after.getFirst(), after.getLast())),
            most);
    var subjects = new LinkedHashSet<Subject>();
    page.keys().stream()
        .filter(key -> PurchaseKeys.isHint(key.pk()) || !begun.equals(Optional.of(key.pk())))
        .flatMap(subject)
        .forEach(subjects::add);
    return new Page(
        List.copyOf(subjects),
        page.next().map(key -> new Place(place.walk(), List.of(key.pk(), key.sk()))));
  }

  private static Stream<Subject> account(Key key) {
    return LedgerKeys.isAccount(key.pk())
        ? Stream.of(new OfAccount(LedgerKeys.parseAccount(key.pk())))
        : Stream.empty();
  }

  private static Stream<Subject> purchase(Key key) {
    if (PurchaseKeys.isHint(key.pk())) {
      return Stream.of(new OfHint(PurchaseKeys.parse(key.sk())));
    }
    return PurchaseKeys.isPurchase(key.pk())
        ? Stream.of(new OfPurchase(PurchaseKeys.parse(key.pk())))
        : Stream.empty();
  }

  private static Stream<Subject> voucher(Key key) {
    var place = VoucherKeys.parse(key.pk());
    return Stream.of(new OfVoucher(place.programme(), place.hash()));
  }

  private Page messages(Place place) {
    var answer =
        s3.get()
            .listObjectsV2(
                l -> {
                  l.bucket(bucket).maxKeys(most);
                  place.after().stream().findFirst().ifPresent(l::startAfter);
                });
    var objects = answer.contents();
    return new Page(
        objects.stream().flatMap(Shelves::message).toList(),
        Boolean.TRUE.equals(answer.isTruncated())
            ? Optional.of(new Place(place.walk(), List.of(objects.getLast().key())))
            : Optional.empty());
  }

  /// {@code <programme>/<source>/<id>}, as purchase-ingestion puts them.
  private static Stream<Subject> message(S3Object object) {
    var parts = object.key().split("/");
    return parts.length == 3
        ? Stream.of(
            new OfMessage(new ProgrammeId(parts[0]), parts[1], parts[2], object.lastModified()))
        : Stream.empty();
  }
}
