// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.table.TableShape;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/// All tables, made from their {@link TableShape}: this class decides only what a shape does not
/// say, namely how the table is protected.
///
/// Members holds the personal data and has a customer-managed key: reading it needs a right on the
/// key as well as on the table, each use is in the audit trail, and the key can be shut. The other
/// tables hold hashes and amounts and are encrypted with the key DynamoDB owns, which costs neither
/// a monthly fee nor a request.
final class LoyaltyTables extends Construct {

  private final Map<TableShape, LoyaltyTable> tables = new LinkedHashMap<>();

  LoyaltyTables(Construct scope, String id) {
    super(scope, id);
    Key members =
        Key.Builder.create(this, "MembersKey")
            .description("Encrypts the table of personal data")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    for (TableShape shape : TableShape.all()) {
      tables.put(shape, create(shape, key(shape, members)));
    }
  }

  LoyaltyTable table(TableShape shape) {
    return Optional.ofNullable(tables.get(shape))
        .orElseThrow(() -> new IllegalArgumentException("No table " + shape.name()));
  }

  List<String> exports() {
    return tables.values().stream().flatMap(table -> table.exports().stream()).toList();
  }

  private static Optional<IKey> key(TableShape shape, Key members) {
    return shape.equals(TableShape.MEMBERS) ? Optional.of(members) : Optional.empty();
  }

  private LoyaltyTable create(TableShape shape, Optional<IKey> key) {
    var table =
        Table.Builder.create(this, shape.name())
            .partitionKey(string(TableShape.PK))
            .sortKey(string(TableShape.SK))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(recoverable())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    key.ifPresentOrElse(
        own -> table.encryption(TableEncryption.CUSTOMER_MANAGED).encryptionKey(own),
        () -> table.encryption(TableEncryption.DEFAULT));
    if (shape.streams()) {
      table.stream(StreamViewType.NEW_AND_OLD_IMAGES);
    }
    if (shape.expires()) {
      table.timeToLiveAttribute(TableShape.TTL);
    }
    var built = table.build();
    shape.indexes().forEach(index -> addIndex(built, index));
    return new LoyaltyTable(shape, built, key);
  }

  private static void addIndex(Table table, TableShape.Index index) {
    table.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName(index.name())
            .partitionKey(string(index.pk()))
            .sortKey(string(index.sk()))
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
  }

  private static Attribute string(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  private static PointInTimeRecoverySpecification recoverable() {
    return PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build();
  }
}
