// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.ramure.local.http.Json;

/// The schedules that were deployed; each can be made to be due now.
record Schedules(Aws root) {

  /// @param name in the default group
  record Schedule(String name, String target) {}

  List<Schedule> all() {
    var schedules = root.rest("scheduler", "GET", "/schedules", new byte[0]).require().json();
    return StreamSupport.stream(schedules.path("Schedules").spliterator(), false)
        .map(each -> new Schedule(each.path("Name").asText(), each.at("/Target/Arn").asText()))
        .toList();
  }

  /// Makes a copy of it that is due at once: the same target, role and input.
  void fireNow(Schedule schedule) {
    JsonNode deployed =
        root.rest("scheduler", "GET", "/schedules/" + schedule.name(), new byte[0])
            .require()
            .json();
    var copy = (ObjectNode) deployed.deepCopy();
    var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    copy.put("ScheduleExpression", "at(" + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(now) + ")");
    copy.put("ScheduleExpressionTimezone", "UTC");
    copy.remove(List.of("Arn", "CreationDate", "LastModificationDate", "Name"));
    root.rest("scheduler", "POST", "/schedules/" + UUID.randomUUID(), Json.bytes(copy)).require();
  }
}
