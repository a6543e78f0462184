// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The same account by the Enhanced Client's static schema, which uses no reflection.
final class EnhancedReader {

  private EnhancedReader() {}

  static Reader of(DynamoDbClient client) {
    DynamoDbTable<Account> table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .extensions()
            .build()
            .table(Reader.TABLE, schema());
    return pk -> table.getItem(Key.builder().partitionValue(pk).sortValue("ACCOUNT").build());
  }

  private static TableSchema<Account> schema() {
    return StaticImmutableTableSchema.builder(Account.class, Draft.class)
        .newItemBuilder(Draft::new, Draft::account)
        .addAttribute(
            String.class,
            a ->
                a.name("pk")
                    .getter(Account::pk)
                    .setter((d, v) -> d.pk = v)
                    .tags(StaticAttributeTags.primaryPartitionKey()))
        .addAttribute(
            String.class,
            a ->
                a.name("sk")
                    .getter(Account::sk)
                    .setter((d, v) -> d.sk = v)
                    .tags(StaticAttributeTags.primarySortKey()))
        .addAttribute(
            Long.class,
            a -> a.name("version").getter(Account::version).setter((d, v) -> d.version = v))
        .addAttribute(
            Long.class,
            a -> a.name("sequence").getter(Account::sequence).setter((d, v) -> d.sequence = v))
        .addAttribute(
            Long.class,
            a -> a.name("settledTo").getter(Account::settledTo).setter((d, v) -> d.settledTo = v))
        .addAttribute(
            Long.class, a -> a.name("debt").getter(Account::debt).setter((d, v) -> d.debt = v))
        .addAttribute(
            String.class, a -> a.name("tier").getter(Account::tier).setter((d, v) -> d.tier = v))
        .addAttribute(
            String.class, a -> a.name("hash").getter(Account::hash).setter((d, v) -> d.hash = v))
        .addAttribute(
            Boolean.class,
            a -> a.name("mintable").getter(Account::mintable).setter((d, v) -> d.mintable = v))
        .addAttribute(
            EnhancedType.mapOf(String.class, Long.class),
            a -> a.name("lots").getter(Account::lots).setter((d, v) -> d.lots = v))
        .build();
  }

  /// Records have no setters; the schema wants some.
  private static final class Draft {
    private @Nullable String pk;
    private @Nullable String sk;
    private long version;
    private long sequence;
    private long settledTo;
    private long debt;
    private @Nullable String tier;
    private @Nullable String hash;
    private boolean mintable;
    private Map<String, Long> lots = new TreeMap<>();

    private Account account() {
      return new Account(
          Objects.requireNonNull(pk),
          Objects.requireNonNull(sk),
          version,
          sequence,
          settledTo,
          debt,
          Objects.requireNonNull(tier),
          Objects.requireNonNull(hash),
          mintable,
          lots);
    }
  }
}
