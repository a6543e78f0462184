// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import org.ramure.member.MemberId;
import org.ramure.points.Adjustment;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a person asked for, as an item beside the account.
final class AdjustmentItem {

  static final String STATE = "state";
  static final String WAITING = "WAITING";

  private static final String POSTED = "POSTED";
  private static final String REJECTED = "REJECTED";
  private static final String DECIDED_BY = "decidedBy";
  private static final String DECIDED_AT = "decidedAt";

  private AdjustmentItem() {}

  static Map<String, AttributeValue> write(
      ProgrammeId programme, MemberId member, Adjustment adjustment) {
    var item =
        Item.of(LedgerKeys.adjustment(programme, member, adjustment.id()))
            .put("id", adjustment.id())
            .put("points", adjustment.points())
            .put("reason", adjustment.reason())
            .put("by", adjustment.by())
            .put("requestedAt", adjustment.requestedAt());
    return state(item, adjustment.state()).attributes();
  }

  private static Item state(Item item, Adjustment.State state) {
    return switch (state) {
      case Adjustment.Waiting _ -> item.put(STATE, WAITING);
      case Adjustment.Posted posted ->
          item.put(STATE, POSTED).put(DECIDED_BY, posted.by()).put(DECIDED_AT, posted.at());
      case Adjustment.Rejected rejected ->
          item.put(STATE, REJECTED).put(DECIDED_BY, rejected.by()).put(DECIDED_AT, rejected.at());
    };
  }

  static Adjustment read(Map<String, AttributeValue> item) {
    var f = new Fields(item);
    return new Adjustment(
        f.text("id"),
        f.number("points"),
        f.text("reason"),
        f.text("by"),
        f.instant("requestedAt"),
        state(f));
  }

  private static Adjustment.State state(Fields f) {
    return switch (f.text(STATE)) {
      case WAITING -> new Adjustment.Waiting();
      case POSTED -> new Adjustment.Posted(f.text(DECIDED_BY), f.instant(DECIDED_AT));
      case REJECTED -> new Adjustment.Rejected(f.text(DECIDED_BY), f.instant(DECIDED_AT));
      case String other -> throw new IllegalStateException("an adjustment that is " + other);
    };
  }
}
