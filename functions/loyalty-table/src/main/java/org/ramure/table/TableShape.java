// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.List;

/// What a table looks like from outside: the one source for the CDK stacks and for the tests that
/// create tables. Every table has the string keys {@link #PK} and {@link #SK}, every index holds
/// keys only and is sparse: an item without the index's attributes is not in it.
///
/// @param name the word for the table in logical ids and in the documentation
/// @param environment the variable that tells a function the table's physical name
/// @param indexes all indexes, from the first day on: a table takes one new index per update, and
///     items written before would never enter it
/// @param streams whether changes are read by functions
/// @param expires whether items carry {@link #TTL}, only where a late delete is harmless
public record TableShape(
    String name, String environment, List<Index> indexes, boolean streams, boolean expires) {

  public static final String PK = "pk";
  public static final String SK = "sk";

  /// Epoch seconds after which DynamoDB may delete the item.
  public static final String TTL = "ttl";

  public static final Index BIRTHDAY = new Index("birthday", "birthdayPk", "birthdaySk");
  public static final Index CLAIMS = new Index("claims", "claimsPk", "claimsSk");
  public static final Index CHANGED = new Index("changed", "changedPk", "changedSk");
  public static final Index DUE = new Index("due", "duePk", "dueSk");

  public static final TableShape PROGRAMMES =
      new TableShape("Programmes", "PROGRAMMES_TABLE", List.of(), false, true);
  public static final TableShape MEMBERS =
      new TableShape("Members", "MEMBERS_TABLE", List.of(BIRTHDAY, CLAIMS), true, false);
  public static final TableShape PURCHASES =
      new TableShape("Purchases", "PURCHASES_TABLE", List.of(CHANGED), true, false);
  public static final TableShape LEDGER =
      new TableShape("Ledger", "LEDGER_TABLE", List.of(DUE), true, true);
  public static final TableShape VOUCHERS =
      new TableShape("Vouchers", "VOUCHERS_TABLE", List.of(), true, false);
  public static final TableShape QUARANTINE =
      new TableShape("Quarantine", "QUARANTINE_TABLE", List.of(), false, true);
  public static final TableShape WEBHOOKS =
      new TableShape("Webhooks", "WEBHOOKS_TABLE", List.of(DUE), false, true);

  public TableShape {
    indexes = List.copyOf(indexes);
  }

  public static List<TableShape> all() {
    return List.of(PROGRAMMES, MEMBERS, PURCHASES, LEDGER, VOUCHERS, QUARANTINE, WEBHOOKS);
  }

  /// @param name of the index
  /// @param pk the attribute that is its partition key
  /// @param sk the attribute that is its sort key
  public record Index(String name, String pk, String sk) {}
}
