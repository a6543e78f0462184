// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ramure.event.EventType;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.BatchItem;
import org.ramure.lambda.batch.BatchItem.QueueMessage;
import org.ramure.lambda.batch.BatchItem.StreamRecord;

/// Puts on the bus what a batch of changes tells.
///
/// A change that cannot be told is noted and the stream goes on. Where the bus takes nothing more,
/// or not even the note can be left, the stream waits there: Lambda hands over that record again,
/// and all behind it. So nothing is lost or overtaken; some of it may be told twice.
///
/// Orders that could not have their voucher any more are counted, because each is money that a
/// person has to look at. What is told twice counts twice.
record Publication(EventBus bus, DeadLetters deadLetters, Metrics metrics) {

  /// @return the identifier of the record to begin with again; none where all is done. Lambda
  ///     begins with the oldest that is named, so naming those behind it says nothing more
  List<String> publish(List<BatchItem> changes) {
    var outgoing = new ArrayList<Outgoing>();
    for (var change : changes) {
      var record = record(change);
      try {
        outgoing.addAll(told(record));
      } catch (RuntimeException e) {
        Log.error("events.change-not-noted", Map.of(), e);
        var before = put(outgoing);
        return before.isEmpty() ? List.of(record.identifier()) : before;
      }
    }
    return put(outgoing);
  }

  private static StreamRecord record(BatchItem change) {
    return switch (change) {
      case StreamRecord record -> record;
      case QueueMessage message ->
          throw new IllegalArgumentException("not a change of a table: " + message.identifier());
    };
  }

  /// @throws RuntimeException where the change can neither be told nor noted
  private List<Outgoing> told(StreamRecord record) {
    try {
      return Change.of(record).events().stream().map(e -> Outgoing.of(record, e)).toList();
    } catch (RuntimeException e) {
      Log.error("events.change-not-understood", Map.of(), e);
      deadLetters.note(record, e.getClass().getName());
      return List.of();
    }
  }

  private List<String> put(List<Outgoing> outgoing) {
    countConflicts(outgoing);
    var left = bus.put(outgoing, (event, code) -> deadLetters.note(event.record(), code));
    return left.stream().limit(1).map(event -> event.record().identifier()).toList();
  }

  private void countConflicts(List<Outgoing> outgoing) {
    var opened = EventType.VOUCHER_CONFLICT_OPENED.type();
    long conflicts = outgoing.stream().filter(o -> o.event().type().equals(opened)).count();
    if (conflicts > 0) {
      metrics.count("VoucherConflicts", conflicts);
    }
  }
}
