// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One JSON object being read, which knows where it stands. Whatever is wrong is noted with its
/// path and reading goes on with a harmless value; fields that nobody asked for are refused at the
/// end, because a misspelt one would be lost without a word.
///
/// Read with databind a document would be refused at its first mistake.
public final class JsonObject {

  private static final int MAX_TEXT = 500;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode json;
  private final String path;
  private final Faults faults;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(JsonNode json, String path, Faults faults) {
    this.json = json;
    this.path = path;
    this.faults = faults;
  }

  /// Reads a text as one JSON object, in which no field may be given twice.
  public static <T> Optional<T> read(String json, Faults faults, Function<JsonObject, T> reader) {
    try {
      return read(JSON.readTree(json), faults, reader);
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      faults.add("", "is not JSON: line " + where.getLineNr() + ", column " + where.getColumnNr());
      return Optional.empty();
    }
  }

  /// Reads a whole JSON value as one object.
  public static <T> Optional<T> read(JsonNode json, Faults faults, Function<JsonObject, T> reader) {
    return read(json, "", faults, reader);
  }

  private static <T> Optional<T> read(
      JsonNode json, String path, Faults faults, Function<JsonObject, T> reader) {
    if (!json.isObject()) {
      faults.add(path, "must be an object");
      return Optional.empty();
    }
    var object = new JsonObject(json, path, faults);
    T value = reader.apply(object);
    object.refuseUnknown();
    return Optional.of(value);
  }

  private void refuseUnknown() {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                fault(name, "is not a known field");
              }
            });
  }

  /// Notes that {@code field} is wrong.
  public void fault(String field, String message) {
    faults.add(pathOf(field), message);
  }

  private String pathOf(String field) {
    return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
  }

  /// What else this object holds is not looked at.
  public void ignoreRest() {
    asked.addAll(fields());
  }

  Set<String> fields() {
    var names = new LinkedHashSet<String>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public boolean has(String field) {
    return json.hasNonNull(field);
  }

  private Optional<JsonNode> find(String field) {
    asked.add(field);
    return Optional.ofNullable(json.get(field)).filter(value -> !value.isNull());
  }

  private Optional<JsonNode> require(String field) {
    var value = find(field);
    if (value.isEmpty()) {
      fault(field, "is missing");
    }
    return value;
  }

  /// A part that somebody else reads.
  public Optional<JsonNode> tree(String field) {
    return require(field);
  }

  public <T> Optional<T> object(String field, Function<JsonObject, T> reader) {
    return require(field).flatMap(value -> read(value, pathOf(field), faults, reader));
  }

  public <T> Optional<T> optionalObject(String field, Function<JsonObject, T> reader) {
    return find(field).flatMap(value -> read(value, pathOf(field), faults, reader));
  }

  /// A list of objects; an absent one is empty.
  public <T> List<T> objects(String field, int most, Function<JsonObject, T> reader) {
    return elements(field, most, (value, at) -> read(value, at, faults, reader));
  }

  /// Each element with its path; those that cannot be read are left out.
  private <T> List<T> elements(
      String field, int most, BiFunction<JsonNode, String, Optional<T>> reader) {
    var values = find(field);
    if (values.isEmpty()) {
      return List.of();
    }
    if (!values.get().isArray()) {
      fault(field, "must be a list");
      return List.of();
    }
    if (values.get().size() > most) {
      fault(field, "must have at most " + most + " elements");
      return List.of();
    }
    var read = new ArrayList<T>();
    for (int i = 0; i < values.get().size(); i++) {
      reader.apply(values.get().get(i), pathOf(field) + "[" + i + "]").ifPresent(read::add);
    }
    return read;
  }

  public String text(String field) {
    return require(field).flatMap(value -> textOf(value, pathOf(field))).orElse("?");
  }

  public String text(String field, String otherwise) {
    return optionalText(field).orElse(otherwise);
  }

  public Optional<String> optionalText(String field) {
    return find(field).flatMap(value -> textOf(value, pathOf(field)));
  }

  private Optional<String> textOf(JsonNode value, String at) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      faults.add(at, "must be a text");
      return Optional.empty();
    }
    if (value.textValue().length() > MAX_TEXT) {
      faults.add(at, "must be at most " + MAX_TEXT + " characters long");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /// A list of texts, none of them twice; an absent one is empty.
  public Set<String> texts(String field, int most) {
    var seen = new LinkedHashSet<String>();
    elements(
        field,
        most,
        (value, at) -> {
          var text = textOf(value, at);
          if (text.isPresent() && !seen.add(text.get())) {
            faults.add(at, "is named twice");
          }
          return text;
        });
    return seen;
  }

  /// A text that some class of the JDK or of ours makes a value of.
  public <T> Optional<T> value(String field, String wanted, Function<String, T> parse) {
    return require(field).flatMap(value -> parsed(value, pathOf(field), wanted, parse));
  }

  public <T> Optional<T> optionalValue(String field, String wanted, Function<String, T> parse) {
    return find(field).flatMap(value -> parsed(value, pathOf(field), wanted, parse));
  }

  private <T> Optional<T> parsed(
      JsonNode value, String at, String wanted, Function<String, T> parse) {
    return textOf(value, at)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (DateTimeException | IllegalArgumentException _) {
                faults.add(at, "must be " + wanted);
                return Optional.empty();
              }
            });
  }

  public LocalDate day(String field) {
    return value(field, "a date such as 2026-01-31", LocalDate::parse).orElse(LocalDate.EPOCH);
  }

  public Optional<LocalDate> optionalDay(String field) {
    return optionalValue(field, "a date such as 2026-01-31", LocalDate::parse);
  }

  public Instant instant(String field) {
    return value(field, "a time such as 2026-01-31T00:00:00Z", Instant::parse)
        .orElse(Instant.EPOCH);
  }

  /// A zone with a name: an offset knows nothing of summer time.
  public ZoneId zone(String field) {
    return value(field, "a time zone such as Europe/Paris", JsonObject::namedZone)
        .orElse(java.time.ZoneOffset.UTC);
  }

  private static ZoneId namedZone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new IllegalArgumentException(name);
    }
    return ZoneId.of(name);
  }

  public long number(String field, long least, long most) {
    return require(field).flatMap(value -> numberOf(field, value, least, most)).orElse(least);
  }

  public long number(String field, long least, long most, long otherwise) {
    return find(field).flatMap(value -> numberOf(field, value, least, most)).orElse(otherwise);
  }

  private Optional<Long> numberOf(String field, JsonNode value, long least, long most) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      fault(field, "must be a whole number");
      return Optional.empty();
    }
    if (value.longValue() < least || value.longValue() > most) {
      fault(field, "must be between " + least + " and " + most);
      return Optional.empty();
    }
    return Optional.of(value.longValue());
  }

  public boolean flag(String field) {
    return require(field).map(value -> flagOf(field, value)).orElse(false);
  }

  private boolean flagOf(String field, JsonNode value) {
    if (!value.isBoolean()) {
      fault(field, "must be true or false");
    }
    return value.booleanValue();
  }

  /// The name of one constant, in small or capital letters.
  public <E extends Enum<E>> E choice(String field, Class<E> type) {
    return require(field)
        .flatMap(node -> choiceOf(node, pathOf(field), type))
        .orElse(type.getEnumConstants()[0]);
  }

  public <E extends Enum<E>> E choice(String field, Class<E> type, E otherwise) {
    return find(field).flatMap(node -> choiceOf(node, pathOf(field), type)).orElse(otherwise);
  }

  private <E extends Enum<E>> Optional<E> choiceOf(JsonNode value, String at, Class<E> type) {
    var constants = type.getEnumConstants();
    var chosen =
        Arrays.stream(constants)
            .filter(e -> e.name().equalsIgnoreCase(value.textValue()))
            .findFirst();
    if (chosen.isEmpty()) {
      faults.add(at, "must be one of " + Arrays.toString(constants));
    }
    return chosen;
  }

  /// Names of constants; an absent list is empty.
  public <E extends Enum<E>> Set<E> choices(String field, Class<E> type) {
    int most = type.getEnumConstants().length;
    return Set.copyOf(
        new HashSet<>(elements(field, most, (value, at) -> choiceOf(value, at, type))));
  }

  /// An object whose fields are constants and whose values are numbers; constants may be absent.
  public <E extends Enum<E>> Map<E, Integer> numbers(
      String field, Class<E> type, int least, int most) {
    return object(
            field,
            object -> {
              var numbers = new EnumMap<E, Integer>(type);
              for (var constant : type.getEnumConstants()) {
                if (object.has(constant.name())) {
                  numbers.put(constant, (int) object.number(constant.name(), least, most));
                }
              }
              return Map.copyOf(numbers);
            })
        .orElse(Map.of());
  }
}
