// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.HashMap;
import java.util.Map;
import org.ramure.explain.Reason;
import org.ramure.member.MemberId;
import org.ramure.points.Cause;
import org.ramure.points.Entry;
import org.ramure.points.Move;
import org.ramure.points.PotCode;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A line of the ledger as an item, reasons as data.
final class EntryItem {

  static final String KIND = "kind";
  static final String SUBJECT = "subject";

  private EntryItem() {}

  static Map<String, AttributeValue> write(ProgrammeId programme, MemberId member, Entry e) {
    return Item.of(LedgerKeys.entry(programme, member, e.sequence()))
        .put("sequence", e.sequence())
        .put(KIND, e.kind().name())
        .putItems("moves", e.moves().stream().map(EntryItem::move).toList())
        .put("by", e.cause().by())
        .put("postedAt", e.cause().postedAt())
        .put("businessDate", e.cause().businessDate())
        .put("version", e.cause().version())
        .putText(SUBJECT, e.cause().subject())
        .putItems("why", e.cause().why().stream().map(EntryItem::reason).toList())
        .put("previous", e.previous())
        .traced()
        .attributes();
  }

  private static Item move(Move m) {
    return Item.map()
        .put("from", PotCode.of(m.from()))
        .put("to", PotCode.of(m.to()))
        .put("points", m.points());
  }

  private static Item reason(Reason r) {
    var facts = Item.map();
    r.facts().forEach(facts::put);
    return Item.map().put("code", r.code()).put("facts", facts);
  }

  static Entry read(Map<String, AttributeValue> attributes) {
    var f = new Fields(attributes);
    return new Entry(
        f.number("sequence"),
        Entry.Kind.valueOf(f.text(KIND)),
        f.list("moves", EntryItem::readMove),
        new Cause(
            f.text("by"),
            f.instant("postedAt"),
            f.day("businessDate"),
            f.integer("version"),
            f.optionalText(SUBJECT),
            f.list("why", EntryItem::readReason)),
        f.text("previous"));
  }

  private static Move readMove(Fields f) {
    return new Move(PotCode.parse(f.text("from")), PotCode.parse(f.text("to")), f.number("points"));
  }

  private static Reason readReason(Fields f) {
    var facts = new HashMap<String, String>();
    f.fields("facts").attributes().forEach((name, value) -> facts.put(name, value.s()));
    return new Reason(f.text("code"), facts);
  }
}
