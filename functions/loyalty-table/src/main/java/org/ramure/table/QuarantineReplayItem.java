// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.QuarantineReplay.Counts;
import org.ramure.table.QuarantineReplay.Place;
import org.ramure.table.QuarantineReplay.Stage;
import org.ramure.table.QuarantineReplay.Wanted;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A replay of many as an item; it is forgotten with the last entry it can have been about.
final class QuarantineReplayItem {

  static final String STEP = "step";

  /// Who wrote the last step: random, and new for each write.
  private static final String WRITER = "writer";

  private QuarantineReplayItem() {}

  static Map<String, AttributeValue> write(QuarantineReplay replay, String writer) {
    var item =
        Item.of(QuarantineKeys.replay(replay.programme(), replay.id()))
            .put("programme", replay.programme().value())
            .put("id", replay.id())
            .put("requestedAt", replay.requestedAt())
            .put("requestedBy", replay.by())
            .putText("source", replay.wanted().source())
            .putText("reason", replay.wanted().reason())
            .put("until", replay.wanted().until())
            .put("stage", replay.stage().name())
            .put("found", replay.counts().found())
            .put("replayed", replay.counts().replayed())
            .put("stillUnusable", replay.counts().stillUnusable())
            .put("failed", replay.counts().failed())
            .put(STEP, replay.step())
            .put(WRITER, writer)
            .put(TableShape.TTL, replay.requestedAt().plus(QuarantineTable.KEPT).getEpochSecond());
    replay.next().ifPresent(place -> item.put("next", place(place)));
    return item.attributes();
  }

  private static Item place(Place place) {
    return Item.map()
        .put("source", place.source())
        .put("day", place.day())
        .put("shard", place.shard())
        .put("after", place.after());
  }

  static QuarantineReplay read(Map<String, AttributeValue> item) {
    var fields = new Fields(item);
    return new QuarantineReplay(
        new ProgrammeId(fields.text("programme")),
        fields.text("id"),
        fields.instant("requestedAt"),
        fields.text("requestedBy"),
        new Wanted(
            fields.optionalText("source"), fields.optionalText("reason"), fields.instant("until")),
        Stage.valueOf(fields.text("stage")),
        next(fields),
        new Counts(
            fields.number("found"),
            fields.number("replayed"),
            fields.number("stillUnusable"),
            fields.number("failed")),
        fields.number(STEP));
  }

  private static Optional<Place> next(Fields fields) {
    return fields
        .optionalFields("next")
        .map(f -> new Place(f.text("source"), f.day("day"), f.integer("shard"), f.text("after")));
  }

  static boolean isBy(String writer, Map<String, AttributeValue> item) {
    return new Fields(item).text(WRITER).equals(writer);
  }
}
