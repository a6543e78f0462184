// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Instant;
import java.util.Optional;
import org.ramure.event.EventType;
import org.ramure.programme.ProgrammeId;

/// An event in the structured JSON form of CloudEvents 1.0, attribute by attribute.
///
/// @param id the same whenever the same change is told; together with the source it is unique
/// @param source whose event it is, as a path
/// @param subject id of the member, purchase or voucher
/// @param time when it happened, by the server's clock
/// @param programme extension: by which a subscriber filters
/// @param correlationid extension: of the request that it follows from, as log lines have it
/// @param data by the schema of the type
record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    String programme,
    Optional<String> correlationid,
    Object data) {

  static CloudEvent of(
      EventType type,
      String id,
      ProgrammeId programme,
      String subject,
      Instant time,
      Optional<String> correlation,
      Object data) {
    return new CloudEvent(
        "1.0",
        id,
        "/programmes/" + programme,
        type.type(),
        subject,
        time,
        "application/json",
        programme.value(),
        correlation,
        data);
  }
}
