// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import org.ramure.programme.ProgrammeId;
import org.ramure.webhook.Replay;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A replay of many as an item; it is forgotten with the last delivery it can have been about.
final class WebhookReplayItem {

  static final String STEP = "step";

  private WebhookReplayItem() {}

  static Map<String, AttributeValue> write(Replay replay) {
    return Item.of(WebhookKeys.replay(replay.programme(), replay.subscription(), replay.id()))
        .traced()
        .put("programme", replay.programme().value())
        .put("subscription", replay.subscription())
        .put("id", replay.id())
        .put("requestedAt", replay.requestedAt())
        .put("requestedBy", replay.by())
        .put("from", replay.wanted().from())
        .put("until", replay.wanted().until())
        .put("which", replay.wanted().which().name())
        .put("stage", replay.stage().name())
        .putText("after", replay.after())
        .put("looked", replay.counts().looked())
        .put("queued", replay.counts().queued())
        .put(STEP, replay.step())
        .put(TableShape.TTL, replay.requestedAt().plus(WebhookDeliveryTable.KEPT).getEpochSecond())
        .attributes();
  }

  static Replay read(Map<String, AttributeValue> item) {
    var f = new Fields(item);
    return new Replay(
        new ProgrammeId(f.text("programme")),
        f.text("subscription"),
        f.text("id"),
        f.instant("requestedAt"),
        f.text("requestedBy"),
        new Replay.Wanted(
            f.instant("from"), f.instant("until"), Replay.Which.valueOf(f.text("which"))),
        Replay.Stage.valueOf(f.text("stage")),
        f.optionalText("after"),
        new Replay.Counts(f.number("looked"), f.number("queued")),
        f.number(STEP));
  }
}
