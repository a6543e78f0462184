// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.webhook;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.ramure.event.EventType;

/// Which types of events a subscription wants: one by its whole name, or where the text ends in
/// {@code *} all that begin alike.
public record EventPattern(String text) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9.-]{0,100}\\*|[a-z0-9.-]{1,100}");
  private static final String ANYTHING = "*";

  public EventPattern {
    if (!isOne(text)) {
      throw new IllegalArgumentException("no pattern of event types: " + text);
    }
  }

  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  public boolean matches(String type) {
    return text.endsWith(ANYTHING)
        ? type.startsWith(text.substring(0, text.length() - ANYTHING.length()))
        : type.equals(text);
  }

  /// Whether there is anything to wait for: one that no type matches was misspelt.
  public boolean matchesAnything() {
    return Arrays.stream(EventType.values()).map(EventType::type).anyMatch(this::matches);
  }
}
