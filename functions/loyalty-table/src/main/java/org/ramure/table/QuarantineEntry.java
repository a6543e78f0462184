// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.Instant;
import org.ramure.programme.ProgrammeId;

/// A message of a shop that waits because it could not be used, or not in time.
///
/// @param id names the message by its content: the same message delivered again is the same entry
/// @param reason a stable code, for example {@code FETCH_NEEDED}
/// @param field where in the message, as a path; empty for the whole
/// @param topic what the message said it was about
/// @param body where its raw body lies: the key of an object, which tells nothing about a person
public record QuarantineEntry(
    ProgrammeId programme,
    String source,
    String id,
    Instant receivedAt,
    String reason,
    String field,
    String topic,
    String body) {}
