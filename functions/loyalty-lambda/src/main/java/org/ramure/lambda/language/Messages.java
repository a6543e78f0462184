// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Currency;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ramure.explain.Reason;

/// Reasons as sentences a member understands. One file per language, UTF-8, a line per code; a
/// sentence names its facts in braces, and how to write them: {@code {points, points}}, {@code
/// {basisMinor, money}}, {@code {lastDay, date}}, {@code {actual, channels}}; {@code {label}} takes
/// the fact {@code label.fr} or {@code label.en} where there is one.
public final class Messages {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(?<fact>[A-Za-z.]+)(, (?<form>[a-z]+))?}");

  private final Language language;
  private final Properties sentences;

  private Messages(Language language) {
    this.language = language;
    this.sentences = load(language);
  }

  /// Files are read at first need: most requests explain nothing.
  public static Messages in(Language language) {
    return switch (language) {
      case FR -> French.MESSAGES;
      case EN -> English.MESSAGES;
    };
  }

  private static final class French {
    private static final Messages MESSAGES = new Messages(Language.FR);
  }

  private static final class English {
    private static final Messages MESSAGES = new Messages(Language.EN);
  }

  /// The sentence for a reason; for a code newer than the files, the code itself, so that a history
  /// is never without its line.
  ///
  /// @param currency of the amounts among the facts
  public String render(Reason reason, Currency currency) {
    var sentence = sentences.getProperty(reason.code());
    return sentence == null
        ? reason.code()
        : PLACEHOLDER
            .matcher(sentence)
            .replaceAll(m -> Matcher.quoteReplacement(write(m, reason, currency)));
  }

  /// The sentence of a code that has no facts; for a code newer than the files, the code itself.
  public String text(String code) {
    return sentences.getProperty(code, code);
  }

  Set<String> codes() {
    return sentences.stringPropertyNames();
  }

  String sentence(String code) {
    return Objects.requireNonNull(sentences.getProperty(code), code);
  }

  static Set<String> facts(String sentence) {
    return PLACEHOLDER
        .matcher(sentence)
        .results()
        .map(m -> m.group("fact"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private String write(java.util.regex.MatchResult placeholder, Reason reason, Currency currency) {
    var name = placeholder.group("fact");
    var fact =
        reason
            .facts()
            .getOrDefault(name + "." + language.tag(), reason.facts().getOrDefault(name, "…"));
    var form = placeholder.group("form");
    return form == null || fact.equals("…") ? fact : formed(fact, form, currency);
  }

  private String formed(String fact, String form, Currency currency) {
    return switch (form) {
      case "points" -> points(Long.parseLong(fact));
      case "number" ->
          NumberFormat.getIntegerInstance(language.locale()).format(Long.parseLong(fact));
      case "money" -> money(Long.parseLong(fact), currency);
      case "date" -> date(LocalDate.parse(fact));
      case "moment" -> moment(LocalDateTime.parse(fact));
      case "channels" -> channels(fact);
      default -> throw new IllegalStateException("no such form in a message file: " + form);
    };
  }

  private String points(long points) {
    boolean one =
        switch (language) {
          case FR -> Math.abs(points) < 2;
          case EN -> Math.abs(points) == 1;
        };
    return NumberFormat.getIntegerInstance(language.locale()).format(points)
        + (one ? " point" : " points");
  }

  private String money(long minor, Currency currency) {
    var format = NumberFormat.getCurrencyInstance(language.locale());
    format.setCurrency(currency);
    format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
    format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
    return format.format(java.math.BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()));
  }

  private String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language.locale())
        .format(date);
  }

  private String moment(LocalDateTime moment) {
    var at =
        switch (language) {
          case FR -> " à ";
          case EN -> " at ";
        };
    return date(moment.toLocalDate())
        + at
        + DateTimeFormatter.ofPattern("HH:mm").format(moment.toLocalTime());
  }

  private String channels(String names) {
    return Arrays.stream(names.split(","))
        .map(name -> sentences.getProperty("channel." + name.strip(), name))
        .collect(Collectors.joining(", "));
  }

  private static Properties load(Language language) {
    var file = "messages_" + language.tag() + ".properties";
    try (var in = Objects.requireNonNull(Messages.class.getResourceAsStream(file), file)) {
      var sentences = new Properties();
      sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return sentences;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
