// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import org.ramure.lambda.Environment;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.caller.KeyUses;
import org.ramure.lambda.caller.MemberTokens;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.VoucherCodes;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.table.Claims;
import org.ramure.table.LedgerTable;
import org.ramure.table.MemberTable;
import org.ramure.table.PurchaseTable;
import org.ramure.table.TableShape;
import org.ramure.table.VoucherTable;

/// The parts of the function, put together.
record Registry(
    Callers callers, MemberRoutes members, BirthdayRoutes birthdays, AccountRoutes accounts) {

  static Registry of(Environment environment) {
    var programmes = Programmes.of(environment);
    var tokens = new MemberTokens(KeyRing.of(environment, "TOKEN_KEYS"));
    var members = new MemberTable(environment.dynamoDb(), environment.table(TableShape.MEMBERS));
    return new Registry(
        new Callers(programmes::apiKey, tokens, environment.clock())
            .noting(KeyUses.of(environment)),
        new MemberRoutes(
            programmes,
            members,
            new Enrolment(members, claims(environment, members), NewMemberIds.random()),
            new IdentityHashes(KeyRing.of(environment, "IDENTITY_KEYS")),
            tokens,
            new Metrics("member-registry", environment.clock()),
            environment.clock()),
        new BirthdayRoutes(members, programmes, environment.clock()),
        accounts(environment, programmes, members));
  }

  private static Claims claims(Environment environment, MemberTable members) {
    var purchases =
        new PurchaseTable(environment.dynamoDb(), environment.table(TableShape.PURCHASES));
    return new Claims(members, purchases, AccrualQueue.of(environment)::send);
  }

  private static AccountRoutes accounts(
      Environment environment, Programmes programmes, MemberTable members) {
    return new AccountRoutes(
        programmes,
        members,
        new LedgerTable(environment.dynamoDb(), environment.table(TableShape.LEDGER)),
        new VoucherTable(environment.dynamoDb(), environment.table(TableShape.VOUCHERS)),
        new VoucherCodes(
            KeyRing.of(environment, "CODE_KEYS"),
            new VoucherHashes(KeyRing.of(environment, "LOOKUP_KEYS"))),
        environment.clock());
  }
}
