// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// JSON read strictly, as our own API promises: a field we do not know is refused by its name,
/// because a misspelt one must not be lost; so are duplicate keys, numbers where text belongs
/// (order ids above 2^53 exist) and anything after the value. An absent list is an empty one, an
/// absent {@code Optional} an empty one, any other absent component is refused.
///
/// What others send (webhooks, AWS events) is read with {@link #tree}, which takes unknown fields.
public final class Json {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 100_000;

  /// Keys, values and brackets of one body: several times what the largest honest one needs, so
  /// that work is bounded by a count and not only by 5 MB.
  private static final int MAX_TOKENS = 100_000;

  private static final int MAX_TOKENS_OF_OTHERS = 1_000_000;

  /// {@code 1e99999999999}: JSON allows the exponent, the parser throws as for a text of ours.
  private static final String NO_SUCH_NUMBER = "not a number that can be taken";

  private static final JsonMapper STRICT = strict();
  private static final JsonMapper LENIENT = lenient();

  private Json() {}

  /// A reader of one type; made once and kept by whoever reads it.
  public static ObjectReader reader(Class<?> type) {
    return STRICT.readerFor(type);
  }

  /// Reads a body of our API.
  ///
  /// @throws Malformed naming the field
  public static <T> T read(ObjectReader reader, byte[] body) {
    requireUtf8(body);
    try (var parser = reader.createParser(body)) {
      return read(reader, parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(ObjectReader reader, JsonParser parser) {
    try {
      T value = reader.readValue(parser);
      if (value == null) {
        throw new Malformed("", "a JSON object is needed");
      }
      return value;
    } catch (IOException e) {
      throw malformed(e, parser.getParsingContext());
    } catch (NumberFormatException e) {
      throw new Malformed(path(parser.getParsingContext()), NO_SUCH_NUMBER);
    }
  }

  /// The parser would guess UTF-16 from its zeros. Bytes that are no UTF-8 come as the character
  /// that stands for them, where the gateway took them for text.
  private static void requireUtf8(byte[] body) {
    for (int i = 0; i < body.length; i++) {
      if (body[i] == 0
          || isAt(body, i, REPLACEMENT)
          || (i == 0 && isAt(body, 0, BYTE_ORDER_MARK))) {
        throw new Malformed("", "must be JSON in UTF-8, without a byte order mark");
      }
    }
  }

  private static boolean isAt(byte[] body, int from, byte[] bytes) {
    return body[from] == bytes[0]
        && body.length - from >= bytes.length
        && Arrays.equals(body, from, from + bytes.length, bytes, 0, bytes.length);
  }

  /// Any JSON, as a tree, unknown fields and all; decimal numbers exactly.
  ///
  /// @throws Malformed where it is not JSON
  public static JsonNode tree(byte[] json) {
    try {
      return LENIENT.readTree(json);
    } catch (IOException | NumberFormatException e) {
      throw new Malformed("", "not well-formed JSON");
    }
  }

  public static JsonNode tree(String json) {
    return tree(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  public static byte[] bytes(Object value) {
    try {
      return STRICT.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Object value) {
    try {
      return STRICT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What was sent is not what was asked for; the fault of whoever sent it.
  public static final class Malformed extends RuntimeException {
    private final String field;
    private final String problem;

    /// @param field where it is, as {@code lines[3].quantity}; empty for the whole
    /// @param problem what is wrong, never quoting the value
    public Malformed(String field, String problem) {
      super((field.isEmpty() ? "" : field + ": ") + problem);
      this.field = field;
      this.problem = problem;
    }

    public String field() {
      return field;
    }

    public String problem() {
      return problem;
    }
  }

  private static JsonMapper strict() {
    var mapper =
        JsonMapper.builder(factory(MAX_TEXT, MAX_TOKENS))
            .addModule(new Jdk8Module())
            .addModule(times())
            .addModule(wholeNumbers())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(JsonInclude.Value.construct(NON_ABSENT, NON_ABSENT))
            .withCoercionConfig(LogicalType.Textual, Json::refuseNumbers)
            .build();
    for (var collection : List.of(List.class, Set.class, Map.class)) {
      mapper
          .configOverride(collection)
          .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return mapper;
  }

  private static void refuseNumbers(
      com.fasterxml.jackson.databind.cfg.MutableCoercionConfig config) {
    for (var shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      config.setCoercion(shape, CoercionAction.Fail);
    }
  }

  private static JsonMapper lenient() {
    return JsonMapper.builder(
            factory(StreamReadConstraints.DEFAULT_MAX_STRING_LEN, MAX_TOKENS_OF_OTHERS))
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static JsonFactory factory(int maxText, int maxTokens) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(maxText)
                .maxNumberLength(40)
                .maxNameLength(200)
                .maxTokenCount(maxTokens)
                .build())
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  /// ISO 8601 text and nothing else. Jackson's own module also takes numbers, so that milliseconds
  /// sent for seconds become the year 50000, and cuts a time off a date without a word.
  private static SimpleModule times() {
    return new SimpleModule("times")
        .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
        .addDeserializer(LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse))
        .addDeserializer(LocalTime.class, new FromText<>(LocalTime.class, LocalTime::parse))
        .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class, ZoneId::of))
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addSerializer(LocalDate.class, ToStringSerializer.instance)
        .addSerializer(LocalTime.class, ToStringSerializer.instance)
        .addSerializer(ZoneId.class, ToStringSerializer.instance);
  }

  /// {@code 40.0} is as whole as {@code 40}: JSON knows one kind of number, and some languages
  /// write no other form.
  private static SimpleModule wholeNumbers() {
    var longs = new WholeNumber<>(Long.class, BigDecimal::longValueExact);
    var ints = new WholeNumber<>(Integer.class, BigDecimal::intValueExact);
    return new SimpleModule("whole numbers")
        .addDeserializer(Long.class, longs)
        .addDeserializer(long.class, longs)
        .addDeserializer(Integer.class, ints)
        .addDeserializer(int.class, ints);
  }

  private static final class WholeNumber<T extends Number> extends StdScalarDeserializer<T> {
    private final transient Function<BigDecimal, T> exact;

    WholeNumber(Class<T> type, Function<BigDecimal, T> exact) {
      super(type);
      this.exact = exact;
    }

    @Override
    public T deserialize(JsonParser p, DeserializationContext context) throws IOException {
      try {
        return p.currentToken().isNumeric()
            ? exact.apply(p.getDecimalValue())
            : context.<T>reportInputMismatch(this, "a number is needed");
      } catch (ArithmeticException e) {
        throw new InputCoercionException(p, e.getMessage(), p.currentToken(), handledType());
      }
    }
  }

  private static final class FromText<T> extends StdScalarDeserializer<T> {
    private final transient Function<String, T> parse;

    FromText(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser p, DeserializationContext context) throws IOException {
      if (p.currentToken() != JsonToken.VALUE_STRING) {
        return context.reportInputMismatch(this, "text is needed");
      }
      try {
        return parse.apply(p.getText());
      } catch (DateTimeException e) {
        return context.reportInputMismatch(this, "not in ISO 8601 form");
      }
    }
  }

  /// @param place where the parser was
  private static Malformed malformed(IOException e, JsonStreamContext place) {
    return switch (e) {
      case UnrecognizedPropertyException u -> new Malformed(path(u), "this field is not known");
      case ValueInstantiationException v when v.getCause() instanceof Malformed m ->
          new Malformed(join(path(v), m.field()), m.problem());
      case JsonMappingException m when m.getCause() instanceof JsonProcessingException why ->
          unreadable(why, place);
      case JsonMappingException m when m.getPath().isEmpty() ->
          new Malformed("", "not the JSON that is needed here");
      case JsonMappingException m -> new Malformed(path(m), "missing, or not of the type needed");
      default -> unreadable(e, place);
    };
  }

  /// Jackson has no type of its own for a key that stands there twice.
  private static Malformed unreadable(Exception why, JsonStreamContext place) {
    return switch (why) {
      case StreamConstraintsException _ ->
          new Malformed(path(place), "longer, deeper or more than is taken");
      case InputCoercionException _ ->
          new Malformed(path(place), "not a whole number, or out of range");
      case StreamReadException e when e.getOriginalMessage().startsWith("Duplicate field") ->
          new Malformed(path(place), "stands there twice");
      default -> new Malformed(path(place), "not well-formed JSON");
    };
  }

  /// Names and indexes, from the outermost to where the parser stopped.
  private static String path(JsonStreamContext place) {
    if (place.inRoot()) {
      return "";
    }
    var before = path(place.getParent());
    if (place.inArray()) {
      return before + "[" + Math.max(0, place.getCurrentIndex()) + "]";
    }
    return place.getCurrentName() == null ? before : join(before, place.getCurrentName());
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String join(String path, String field) {
    return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
  }
}
