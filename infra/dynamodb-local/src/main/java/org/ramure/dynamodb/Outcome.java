// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.Map;
import java.util.Optional;

/// What became of a call.
///
/// @param answer none if the client is to get none
/// @param usage what AWS would have charged
record Outcome(Optional<Answer> answer, Usage usage) {

  static Outcome answered(Answer answer, Usage usage) {
    return new Outcome(Optional.of(answer), usage);
  }

  /// A call that nothing is charged for.
  static Outcome free(Call call, Answer answer) {
    return answered(answer, Usage.ofCall(call, Map.of()));
  }

  Outcome butAnswered(Answer other) {
    return answered(other, usage);
  }

  Outcome butUnanswered() {
    return new Outcome(Optional.empty(), usage);
  }
}
