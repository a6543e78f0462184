// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import org.ramure.lambda.Environment;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.MemberTokens;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherTable;

/// The function's parts, wired from its environment.
record Desk(Callers callers, VoucherRoutes vouchers, Reversals reversals) {

  static Desk of(Environment environment) {
    var client = environment.dynamoDb();
    var clock = environment.clock();
    var programmes = Programmes.of(environment);
    var vouchers = new VoucherTable(client, environment.table(TableShape.VOUCHERS));
    var ledgers = new LedgerTable(client, environment.table(TableShape.LEDGER));
    var places = new Places(programmes, clock);
    var refusals = new Refusals(programmes);
    return new Desk(
        new Callers(
            programmes::apiKey, new MemberTokens(KeyRing.of(environment, "TOKEN_KEYS")), clock),
        new VoucherRoutes(
            vouchers,
            new VoucherHashes(KeyRing.of(environment, "LOOKUP_KEYS")),
            places,
            refusals,
            new Metrics("voucher-redemption", clock)),
        new Reversals(new VoucherBooks(new Books(client, ledgers, vouchers)), places, refusals));
  }
}
