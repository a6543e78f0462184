// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.language;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.ramure.explain.LocalizedText;

/// The languages of the product.
public enum Language {
  FR(Locale.FRANCE),
  EN(Locale.UK);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /// @param asked the {@code lang} of a URL, which wins
  /// @param accepted the {@code Accept-Language} header
  /// @return French where neither names a language we have
  public static Language preferred(Optional<String> asked, Optional<String> accepted) {
    return asked
        .flatMap(Language::tagged)
        .or(() -> accepted.flatMap(Language::firstAccepted))
        .orElse(FR);
  }

  public static Optional<Language> tagged(String tag) {
    return switch (Locale.forLanguageTag(tag).getLanguage()) {
      case "fr" -> Optional.of(FR);
      case "en" -> Optional.of(EN);
      default -> Optional.empty();
    };
  }

  public String tag() {
    return locale.getLanguage();
  }

  public String of(LocalizedText text) {
    return switch (this) {
      case FR -> text.fr();
      case EN -> text.en();
    };
  }

  Locale locale() {
    return locale;
  }

  private static Optional<Language> firstAccepted(String header) {
    return ranges(header).stream()
        .filter(range -> range.getWeight() > 0)
        .flatMap(range -> tagged(range.getRange()).stream())
        .findFirst();
  }

  private static List<LanguageRange> ranges(String header) {
    try {
      return LanguageRange.parse(header);
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }
}
