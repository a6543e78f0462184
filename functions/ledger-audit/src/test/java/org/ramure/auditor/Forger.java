// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.ramure.member.MemberId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.PurchaseKeys;
import org.ramure.table.TableShape;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Changes items behind the back of everybody who writes books.
record Forger(DynamoDbClient client, Trade trade) {

  /// One item of a table.
  record Item(TableShape table, String pk, String sk) {}

  Item account(MemberId member) {
    return ofMember(member, "ACCOUNT");
  }

  Item entry(MemberId member, long sequence) {
    return ofMember(member, String.format(Locale.ROOT, "ENTRY#%012d", sequence));
  }

  Item ofMember(MemberId member, String sk) {
    return new Item(TableShape.LEDGER, trade.programme + "#MEMBER#" + member, sk);
  }

  static Item of(PurchaseKey purchase, String sk) {
    return new Item(TableShape.PURCHASES, PurchaseKeys.partition(purchase), sk);
  }

  Item of(Voucher voucher) {
    return new Item(TableShape.VOUCHERS, trade.programme + "#VOUCHER#" + voucher.hash(), "VOUCHER");
  }

  Item ofHash(String hash) {
    return new Item(TableShape.VOUCHERS, trade.programme + "#VOUCHER#" + hash, "VOUCHER");
  }

  Item conflict(Voucher voucher, PurchaseKey purchase) {
    return new Item(TableShape.VOUCHERS, of(voucher).pk(), "CONFLICT#" + purchase.reference());
  }

  /// The gift, which was given first or second: ids are random.
  Item adjustment(MemberId member) {
    return trade.ledgers.adjustments(trade.programme, member).stream()
        .filter(adjustment -> adjustment.points() > 0)
        .map(adjustment -> ofMember(member, "ADJUSTMENT#" + adjustment.id()))
        .findFirst()
        .orElseThrow();
  }

  /// The voucher as if an order had it, by the example of one that an order has.
  Map<String, AttributeValue> redeemedBy(Voucher voucher, Voucher used, PurchaseKey order) {
    var redeemed = new HashMap<>(read(of(voucher)));
    var redemption = new HashMap<>(attribute(read(of(used)), "redemption").m());
    redemption.put("purchase", AttributeValue.fromS(order.documentId()));
    redeemed.put("state", AttributeValue.fromS("REDEEMED"));
    redeemed.put("redemption", AttributeValue.fromM(redemption));
    return redeemed;
  }

  /// One more like it, under another number.
  Map<String, AttributeValue> forged(Voucher voucher) {
    var forged = new HashMap<>(read(of(voucher)));
    forged.put("id", AttributeValue.fromS(voucher.member() + "-77"));
    forged.put("hash", AttributeValue.fromS("ab".repeat(32)));
    return forged;
  }

  private static Map<String, AttributeValue> key(Item item) {
    return Map.of("pk", AttributeValue.fromS(item.pk()), "sk", AttributeValue.fromS(item.sk()));
  }

  Map<String, AttributeValue> read(Item item) {
    return client
        .getItem(
            g -> g.tableName(trade.tables.name(item.table())).key(key(item)).consistentRead(true))
        .item();
  }

  /// All items of the programme.
  record Copy(Map<Item, Map<String, AttributeValue>> items) {}

  Copy copy() {
    var items = new HashMap<Item, Map<String, AttributeValue>>();
    for (var table : List.of(TableShape.LEDGER, TableShape.PURCHASES, TableShape.VOUCHERS)) {
      client
          .scanPaginator(s -> s.tableName(trade.tables.name(table)).consistentRead(true))
          .items()
          .stream()
          .filter(item -> attribute(item, "pk").s().startsWith(trade.programme + "#"))
          .forEach(
              item ->
                  items.put(
                      new Item(table, attribute(item, "pk").s(), attribute(item, "sk").s()), item));
    }
    return new Copy(items);
  }

  void restore(Copy before) {
    var now = copy().items();
    now.keySet().stream().filter(item -> !before.items().containsKey(item)).forEach(this::delete);
    before
        .items()
        .forEach(
            (item, attributes) -> {
              if (!attributes.equals(now.get(item))) {
                put(item, attributes);
              }
            });
  }

  void delete(Item item) {
    client.deleteItem(d -> d.tableName(trade.tables.name(item.table())).key(key(item)));
  }

  void put(Item at, Map<String, AttributeValue> attributes) {
    var whole = new HashMap<>(attributes);
    whole.putAll(key(at));
    client.putItem(p -> p.tableName(trade.tables.name(at.table())).item(whole));
  }

  /// @param path names down to the attribute, joined by slashes; a list's element by its index
  void set(Item item, String path, AttributeValue value) {
    change(item, path, _ -> value);
  }

  void set(Item item, String path, String text) {
    set(item, path, AttributeValue.fromS(text));
  }

  void set(Item item, String path, long number) {
    set(item, path, AttributeValue.fromN(Long.toString(number)));
  }

  void remove(Item item, String attribute) {
    var rest = new HashMap<>(read(item));
    rest.remove(attribute);
    put(item, rest);
  }

  private void change(Item item, String path, UnaryOperator<AttributeValue> by) {
    put(item, changed(AttributeValue.fromM(read(item)), path, by).m());
  }

  private static AttributeValue changed(
      AttributeValue value, String path, UnaryOperator<AttributeValue> by) {
    if (path.isEmpty()) {
      return by.apply(value);
    }
    var parts = path.split("/", 2);
    var rest = parts.length == 2 ? parts[1] : "";
    if (value.hasL()) {
      var list = new java.util.ArrayList<>(value.l());
      int index = Integer.parseInt(parts[0]);
      list.set(index, changed(list.get(index), rest, by));
      return AttributeValue.fromL(list);
    }
    var map = new HashMap<>(value.m());
    var before = map.getOrDefault(parts[0], AttributeValue.fromM(Map.of()));
    map.put(parts[0], changed(before, rest, by));
    return AttributeValue.fromM(map);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name));
  }
}
