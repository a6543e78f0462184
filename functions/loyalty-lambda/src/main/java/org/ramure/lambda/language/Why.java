// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.language;

import java.util.Currency;
import java.util.Map;
import org.ramure.explain.Reason;

/// A reason as the API tells it: in words, and for programs as a code with its facts.
public record Why(String text, String code, Map<String, String> facts) {

  public static Why of(Reason reason, Messages messages, Currency currency) {
    return new Why(messages.render(reason, currency), reason.code(), reason.facts());
  }
}
