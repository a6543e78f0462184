// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.operate;

import org.ramure.table.Key;
import org.ramure.table.VoucherKeys;
import org.ramure.table.VoucherTable;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Carries over that vouchers were used. A use is nothing that could be worked out again: a till
/// asked, was told yes, and somebody paid less. Points are worked out again, and the vouchers that
/// they buy have the numbers and codes of before, so the use finds its voucher.
///
/// @param before the vouchers as they were before anything was put back
/// @param now the table that the functions use
record Uses(DynamoDbClient client, String before, String now) {

  /// @param carried vouchers that are used now
  /// @param known that were used already
  /// @param without uses whose voucher is not there, or has ended: run again when all is rated
  record Carried(int carried, int known, int without) {

    private static final Carried NOTHING = new Carried(0, 0, 0);

    private Carried plus(Carried more) {
      return new Carried(carried + more.carried, known + more.known, without + more.without);
    }
  }

  Carried carry(boolean write) {
    return client.scanPaginator(s -> s.tableName(before).consistentRead(true)).items().stream()
        .map(Key::of)
        .filter(key -> VoucherKeys.isVoucher(key.sk()))
        .map(key -> carry(VoucherKeys.parse(key.pk()), write))
        .reduce(Carried.NOTHING, Carried::plus);
  }

  private Carried carry(VoucherKeys.Place place, boolean write) {
    var was = new VoucherTable(client, before).get(place.programme(), place.hash());
    return was.map(Voucher::state)
        .filter(Voucher.Redeemed.class::isInstance)
        .map(used -> carry(place, used, write))
        .orElse(Carried.NOTHING);
  }

  private Carried carry(VoucherKeys.Place place, Voucher.State used, boolean write) {
    var vouchers = new VoucherTable(client, now);
    var voucher = vouchers.get(place.programme(), place.hash());
    if (voucher.map(v -> v.state() instanceof Voucher.Redeemed).orElse(false)) {
      return new Carried(0, 1, 0);
    }
    if (voucher.isEmpty() || voucher.get().closed()) {
      return new Carried(0, 0, 1);
    }
    if (write && !vouchers.replace(place.programme(), voucher.get().as(used))) {
      throw new IllegalStateException("somebody writes the vouchers: stop the functions first");
    }
    return new Carried(1, 0, 0);
  }
}
