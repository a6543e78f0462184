// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

import java.util.List;
import java.util.function.Supplier;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.purchase.Evidence;

/// What a connector makes of one message.
public sealed interface Reading {

  /// Facts about one sale: an order may bring its refunds and its cancellation with it.
  record Facts(String documentId, List<Evidence> evidence) implements Reading {
    public Facts {
      evidence = List.copyOf(evidence);
      if (evidence.isEmpty()) {
        throw new IllegalArgumentException("a reading without evidence: " + documentId);
      }
    }
  }

  /// A message that says nothing about a sale; it is answered as received and forgotten.
  record Ignored(String topic) implements Reading {}

  /// A message that cannot be used: refused by the API, kept in quarantine from a webhook.
  ///
  /// @param field where, as a path such as {@code lines[2].gross}; empty where it is the whole body
  record Unusable(Flaw flaw, String field) implements Reading {

    /// As a call of the API is refused.
    public Problem problem() {
      return switch (flaw.kind()) {
        case MALFORMED -> Problem.badRequest(field, flaw.sentence()).because(flaw.code());
        case UNACCEPTABLE, WEBHOOK -> unacceptable();
      };
    }

    private Problem unacceptable() {
      var problem =
          new Problem(
              ProblemType.valueOf(flaw.name()), "The facts cannot be accepted", flaw.sentence());
      return field.isEmpty() ? problem : problem.at(field);
    }
  }

  /// Runs a mapping; the first flawed field ends it.
  static Reading of(Supplier<Reading> mapping) {
    try {
      return mapping.get();
    } catch (FlawedField flawed) {
      return flawed.unusable();
    }
  }
}
