// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import org.ramure.table.TableShape;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// Everything whose loss could not be repaired: tables, the quarantine, the keys. Each resource is
/// retained when it leaves the template, tables and secrets refuse deletion, and the stack refuses
/// it too.
final class DataStack extends Stack {

  private final LoyaltyTables tables;
  private final QuarantineBucket quarantine;
  private final LoyaltyKeys keys;

  DataStack(Construct scope, String id) {
    super(scope, id, properties());
    tables = new LoyaltyTables(this, "Tables");
    quarantine = new QuarantineBucket(this, "Quarantine");
    keys = new LoyaltyKeys(this, "Keys");
    keepExports();
  }

  private static StackProps properties() {
    return StackProps.builder()
        .description("Ramure: tables, quarantine and keys. Nothing in here may be lost.")
        .terminationProtection(true)
        .build();
  }

  LoyaltyTable table(TableShape shape) {
    return tables.table(shape);
  }

  QuarantineBucket quarantine() {
    return quarantine;
  }

  Keyring keyring(Keyring.Purpose purpose) {
    return keys.keyring(purpose);
  }

  /// Every value is exported whether or not compute uses it today. Without this, an export would
  /// vanish with its last use, and the deployment of this stack, which comes first, would fail
  /// because the deployed compute stack still imports it.
  private void keepExports() {
    tables.exports().forEach(this::exportValue);
    quarantine.exports().forEach(this::exportValue);
    keys.exports().forEach(this::exportValue);
  }
}
