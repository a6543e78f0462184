// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/// Where we differ from cdk-nag's AwsSolutions rules, and why. The reason goes into the template,
/// next to the resource it excuses.
final class Reasons {

  private Reasons() {}

  /// Accepts a finding of this rule on the construct and on everything inside it.
  static void accept(IConstruct construct, String rule, String reason) {
    NagSuppressions.addResourceSuppressions(
        construct, List.of(NagPackSuppression.builder().id(rule).reason(reason).build()), true);
  }

  /// Accepts the one finding named by {@code exactly}; a second one of the same rule still counts.
  static void accept(IConstruct construct, String rule, String exactly, String reason) {
    NagSuppressions.addResourceSuppressions(
        construct,
        List.of(
            NagPackSuppression.builder()
                .id(rule)
                .appliesTo(List.of(exactly))
                .reason(reason)
                .build()),
        true);
  }
}
