// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.time.InstantSource;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.lambda.voucher.Places;
import org.ramure.lambda.voucher.Refusals;
import org.ramure.table.Booking.Books;
import org.ramure.table.LedgerTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherBooks;
import org.ramure.table.VoucherTable;

/// The function's parts, wired from its environment.
record Desk(Callers callers, VoucherRoutes vouchers, Reversals reversals) {

  static Desk of(Environment environment) {
    var client = environment.dynamoDb();
    var vouchers = new VoucherTable(client, environment.table(TableShape.VOUCHERS));
    var ledgers = new LedgerTable(client, environment.table(TableShape.LEDGER));
    return of(
            Books.of(client, ledgers).with(vouchers),
            Programmes.of(environment),
            new VoucherHashes(KeyRing.of(environment, "LOOKUP_KEYS")),
            environment.clock())
        .noting(KeyUses.of(environment));
  }

  private Desk noting(KeyUses uses) {
    return new Desk(callers.noting(uses), vouchers, reversals);
  }

  static Desk of(Books books, Programmes programmes, VoucherHashes hashes, InstantSource clock) {
    var places = new Places(programmes, clock);
    var refusals = new Refusals(programmes);
    var metrics = new Metrics("voucher-redemption", clock);
    return new Desk(
        Callers.ofKeysOnly(programmes::apiKey, clock),
        new VoucherRoutes(books.vouchers(), hashes, places, refusals, metrics),
        new Reversals(new VoucherBooks(books), places, refusals));
  }
}
