// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.audit.Difference;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;

/// What a stretch of an audit found, added up; of differences only so many are kept.
final class Tally {

  static final int KEPT = 200;

  private final Map<Walk, Integer> audited = new EnumMap<>(Walk.class);
  private final Map<Owner, List<Difference>> kept = new LinkedHashMap<>();
  private int differences;
  private int moving;

  /// @param member empty for what is nobody's
  record Owner(ProgrammeId programme, Optional<MemberId> member) {}

  void add(Walk walk, Finding finding) {
    audited.merge(walk, 1, Integer::sum);
    moving += finding.moving() ? 1 : 0;
    for (var difference : finding.differences()) {
      if (differences < KEPT) {
        kept.computeIfAbsent(
                new Owner(finding.programme(), finding.member()), _ -> new ArrayList<>())
            .add(difference);
      }
      differences++;
    }
  }

  int audited(Walk walk) {
    return audited.getOrDefault(walk, 0);
  }

  int differences() {
    return differences;
  }

  int moving() {
    return moving;
  }

  Map<Owner, List<Difference>> kept() {
    return kept;
  }

  int leftOut() {
    return Math.max(0, differences - KEPT);
  }
}
