// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramure.explain.Reason;
import org.ramure.purchase.RatingReason;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {

  private static final Currency EUR = Currency.getInstance("EUR");

  @Test
  void both_languages_have_the_same_codes_and_name_the_same_facts() {
    var fr = Messages.in(Language.FR);
    var en = Messages.in(Language.EN);
    assertThat(fr.codes()).isEqualTo(en.codes());
    for (var code : fr.codes()) {
      assertThat(Messages.facts(fr.sentence(code)))
          .as(code)
          .isEqualTo(Messages.facts(en.sentence(code)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_of_a_rating_has_a_sentence_about_facts_it_carries(RatingReason reason) {
    for (var language : Language.values()) {
      var messages = Messages.in(language);
      assertThat(messages.codes()).contains(reason.code());
      assertThat(reason.facts().stream().map(f -> f.replaceFirst("\\.(fr|en)$", "")))
          .containsAll(Messages.facts(messages.sentence(reason.code())));
    }
  }

  /// Reasons are named where they arise; this finds the one whose sentence was forgotten.
  @Test
  void every_reason_named_anywhere_has_a_sentence() throws IOException {
    var named = Pattern.compile("Reason\\s*\\.of\\(\\s*\"(?<code>[a-z.]*[a-z])\"");
    try (var files = Files.walk(Path.of(".."))) {
      var codes =
          files
              .filter(file -> file.toString().matches(".*/src/main/java/.*[.]java"))
              .flatMap(file -> named.matcher(text(file)).results())
              .map(code -> code.group("code"))
              .toList();
      assertThat(codes).hasSizeGreaterThan(5);
      assertThat(Messages.in(Language.FR).codes()).containsAll(codes);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void amounts_points_and_labels_are_written_as_each_language_does() {
    var reason =
        Reason.of("earned.rule", "points", 1234)
            .with("basisMinor", 123450)
            .with("label.fr", "Vos achats")
            .with("label.en", "Your purchases");
    assertThat(plain(Language.FR, reason, EUR))
        .isEqualTo("Vos achats : 1 234 points pour 1 234,50 € d’achats");
    assertThat(plain(Language.EN, reason, EUR))
        .isEqualTo("Your purchases: 1,234 points for €1,234.50 of purchases");
    assertThat(plain(Language.EN, reason, Currency.getInstance("JPY"))).contains("JP¥123,450");
  }

  @Test
  void dates_are_written_as_each_language_does() {
    var reason = Reason.of("settle.expired", "points", 1).with("lastDay", "2026-12-31");
    assertThat(plain(Language.FR, reason, EUR))
        .isEqualTo("1 point arrivés à échéance le 31 décembre 2026");
    assertThat(plain(Language.EN, reason, EUR)).isEqualTo("1 point expired on 31 December 2026");
  }

  @Test
  void channels_are_named() {
    var reason = Reason.of("rule.channel", "wanted", "WEB,TILL").with("label", "X");
    assertThat(plain(Language.EN, reason, EUR)).isEqualTo("“X”: only for the web shop, the stores");
  }

  @Test
  void a_code_newer_than_the_files_and_a_fact_left_out_still_give_a_line() {
    assertThat(plain(Language.FR, Reason.of("new.code"), EUR)).isEqualTo("new.code");
    assertThat(plain(Language.FR, Reason.of("settle.matured"), EUR))
        .isEqualTo("… désormais disponibles");
  }

  @Test
  void what_a_fact_says_is_never_read_as_a_placeholder() {
    var reason = Reason.of("rule.outdone", "label", "{points, points} $1 \\");
    assertThat(plain(Language.EN, reason, EUR)).startsWith("“{points, points} $1 \\”");
  }

  @ParameterizedTest(name = "lang={0}, Accept-Language: {1} → {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    |                      | EN
          en-US | fr                   | EN
                | en-GB,en;q=0.9       | EN
                | de,en;q=0.5,fr;q=0.3 | EN
                | de                   | FR
                | *                    | FR
                | ;;;                  | FR
                | en;q=0               | FR
          xx    | en                   | EN
                |                      | FR
          """)
  void the_language_asked_for_wins_then_the_one_accepted(
      @Nullable String asked, @Nullable String accepted, Language language) {
    assertThat(Language.preferred(Optional.ofNullable(asked), Optional.ofNullable(accepted)))
        .isEqualTo(language);
  }

  /// With plain spaces: the JDK writes several kinds.
  private static String plain(Language language, Reason reason, Currency currency) {
    return Messages.in(language).render(reason, currency).replaceAll("[\\u00A0\\u202F]", " ");
  }
}
