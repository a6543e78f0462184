// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.util.List;
import java.util.Optional;
import org.ramure.audit.Difference;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;

/// What was found of one subject.
///
/// @param member whose it is, where it is somebody's
/// @param moving whether it was written again and again while it was read: nothing can be said of
///     it, and nothing is
record Finding(
    ProgrammeId programme,
    Optional<MemberId> member,
    List<Difference> differences,
    boolean moving) {

  Finding {
    differences = List.copyOf(differences);
  }

  static Finding moving(ProgrammeId programme) {
    return new Finding(programme, Optional.empty(), List.of(), true);
  }
}
