// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ramure.event.EventType;
import org.ramure.table.Image;

/// Of a member only that they are there: who it is stays in the table of members.
final class MemberEvents {

  private MemberEvents() {}

  /// @param language BCP 47
  /// @param store where they belong
  record Enrolled(String member, Instant enrolledAt, String language, Optional<String> store) {}

  static List<CloudEvent> of(Change change, Image.OfMember after) {
    if (!change.isNew()) {
      return List.of();
    }
    var member = after.member();
    var id = member.id().value();
    var profile = member.profile();
    var enrolled = new Enrolled(id, member.enrolledAt(), profile.language(), profile.store());
    return List.of(
        change.event(
            EventType.MEMBER_ENROLLED,
            "enrolled",
            after.programme(),
            id,
            member.enrolledAt(),
            enrolled));
  }
}
