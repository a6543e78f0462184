// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.member.MemberId;
import org.ramure.points.Account.Candidate;
import org.ramure.points.Minting;
import org.ramure.programme.ProgrammeId;
import org.ramure.voucher.VoucherCode;

/// Gives one member's new vouchers their ids and codes. Both follow from the number, so a mint that
/// is tried again makes the same ones.
final class CodePress implements Minting.Identifier {

  private final VoucherCodes codes;
  private final VoucherHashes hashes;
  private final ProgrammeId programme;
  private final MemberId member;
  private final Predicate<Coded> taken;
  private final Map<Long, Coded> pressed = new HashMap<>();

  /// @param taken whether a voucher of another id has the code already: one in 10^14, and then the
  ///     next attempt is made. Asked only where that matters
  CodePress(
      VoucherCodes codes,
      VoucherHashes hashes,
      ProgrammeId programme,
      MemberId member,
      Predicate<Coded> taken) {
    this.codes = codes;
    this.hashes = hashes;
    this.programme = programme;
    this.member = member;
    this.taken = taken;
  }

  /// @param hash of the code, the voucher's key
  record Coded(String id, int attempt, VoucherCode code, String hash) {}

  @Override
  public Candidate identify(Minting.Order order) {
    var coded = of(order.number());
    return new Candidate(coded.hash(), coded.id(), order.lastDay(), order.paidWith());
  }

  Coded of(long number) {
    return pressed.computeIfAbsent(number, this::press);
  }

  private Coded press(long number) {
    var id = member + "-" + number;
    var coded = coded(id, 0);
    while (taken.test(coded)) {
      coded = coded(id, coded.attempt() + 1);
    }
    return coded;
  }

  private Coded coded(String id, int attempt) {
    var code = codes.current(programme, id, attempt);
    Optional<String> hash = hashes.hash(code);
    return new Coded(
        id,
        attempt,
        code,
        hash.orElseThrow(
            () -> new IllegalStateException("no look-up key of the code key's generation")));
  }
}
