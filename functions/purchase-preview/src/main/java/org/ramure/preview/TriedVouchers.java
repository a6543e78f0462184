// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ramure.lambda.voucher.WhyNot;
import org.ramure.purchase.Evidence.VoucherUse;
import org.ramure.voucher.Payment;
import org.ramure.voucher.Refusal;
import org.ramure.voucher.Use;
import org.ramure.voucher.Voucher;

/// The codes of a basket, held against the rule by which a check is answered; nothing is held.
///
/// @param each by code, in the order asked
record TriedVouchers(List<Tried> each) {

  /// What became of one code.
  sealed interface Tried {

    record Pays(Payment payment) implements Tried {}

    record Refused(WhyNot why) implements Tried {}
  }

  TriedVouchers {
    each = List.copyOf(each);
  }

  /// @param hashes of the codes; empty where one is none of ours
  /// @param found the vouchers that there are
  /// @param use of any of them, in the basket as it is before all of them
  static TriedVouchers of(List<Optional<String>> hashes, Collection<Voucher> found, Use use) {
    var usable =
        found.stream().filter(v -> org.ramure.voucher.VoucherUse.check(v, use).isEmpty()).toList();
    var payments =
        Payment.of(usable, use.basketMinor()).stream()
            .collect(toMap(payment -> payment.voucher().hash(), Function.identity()));
    var byHash = found.stream().collect(toMap(Voucher::hash, Function.identity()));
    return new TriedVouchers(
        hashes.stream()
            .map(hash -> hash.map(h -> tried(h, payments, byHash, use)))
            .map(tried -> tried.orElseGet(() -> new Tried.Refused(new WhyNot.NotACode())))
            .toList());
  }

  private static Tried tried(
      String hash, Map<String, Payment> payments, Map<String, Voucher> found, Use use) {
    return Optional.ofNullable(payments.get(hash))
        .<Tried>map(Tried.Pays::new)
        .orElseGet(
            () ->
                new Tried.Refused(
                    new WhyNot.Unusable(
                        Optional.ofNullable(found.get(hash))
                            .flatMap(v -> org.ramure.voucher.VoucherUse.check(v, use))
                            .orElseGet(Refusal.Unknown::new))));
  }

  Stream<Payment> payments() {
    return each.stream()
        .flatMap(
            tried -> tried instanceof Tried.Pays(Payment paid) ? Stream.of(paid) : Stream.empty());
  }

  /// As an order would name what was paid with.
  List<VoucherUse> named() {
    return payments()
        .filter(payment -> payment.paidMinor() > 0)
        .map(payment -> new VoucherUse(payment.voucher().hash(), payment.paidMinor(), Map.of()))
        .toList();
  }

  /// How many codes lead to nothing: a guesser has many of those.
  long unknown() {
    return each.stream()
        .filter(
            tried ->
                tried instanceof Tried.Refused(WhyNot.NotACode _)
                    || tried instanceof Tried.Refused(WhyNot.Unusable(Refusal.Unknown _)))
        .count();
  }
}
