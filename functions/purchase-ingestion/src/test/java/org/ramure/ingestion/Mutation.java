// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ramure.lambda.Json;

/// A sample that is broken, always alike for the same seed: its bytes, or its fields. Parts of
/// other samples come into it, so that it may also be something sensible that nobody wrote.
///
/// {@code -Dmutations=100000} makes so many instead of those of every build, {@code -Dseed=} begins
/// elsewhere. A failure names the seed; {@code -Dmutations=1 -Dseed=} of it comes back to it.
record Mutation(long seed, Sample sample, byte[] body) {

  private static final int USUAL = 4_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<JsonNode> STRANGE =
      List.of(
          NODES.nullNode(),
          NODES.textNode(""),
          NODES.textNode(" "),
          NODES.textNode("null"),
          NODES.textNode("0"),
          NODES.textNode("-1"),
          NODES.textNode("-0.00"),
          NODES.textNode("12,50"),
          NODES.textNode("1e400"),
          NODES.textNode("999999999999999"),
          NODES.textNode("١٢.٥٠"),
          NODES.textNode("2026-02-30T25:61:00+99:00"),
          NODES.textNode("2026-03-22T12:05:00+18:00"),
          NODES.textNode("+999999999-12-31T23:59:59Z"),
          NODES.textNode("-999999999-01-01"),
          NODES.textNode("\u0000\ud800#"),
          NODES.textNode("EUR"),
          NODES.textNode("XXX"),
          NODES.textNode("JPY"),
          NODES.textNode("+33612345678"),
          NODES.textNode("😀".repeat(300)),
          NODES.textNode("x".repeat(20_000)),
          NODES.numberNode(0),
          NODES.numberNode(-1),
          NODES.numberNode(Long.MIN_VALUE),
          NODES.numberNode(new BigDecimal("1E+999999")),
          NODES.numberNode(new BigDecimal("1E-999999")),
          NODES.numberNode(new BigDecimal("59.970000000000006")),
          NODES.numberNode(new BigInteger("9".repeat(30))),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.objectNode(),
          NODES.arrayNode().add(NODES.arrayNode().add(1)));

  private static final List<byte[]> FRAGMENTS =
      List.of(
          utf8("{"),
          utf8("}"),
          utf8("[["),
          utf8("]"),
          utf8("\""),
          utf8(","),
          utf8(":null"),
          utf8("\\"),
          utf8("\\u0000"),
          utf8("\\ud800"),
          utf8("NaN"),
          utf8("-"),
          utf8("e999999999"),
          utf8("e99999999999"),
          utf8("9".repeat(50)),
          utf8("/**/"),
          utf8("[".repeat(40)),
          utf8("{\"a\":".repeat(40)),
          utf8("\"status\":\"PAID\","),
          utf8("\ufeff"),
          utf8("\ufffd"),
          new byte[] {0},
          new byte[] {(byte) 0xc0, (byte) 0x80},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xff, (byte) 0xfe});

  /// Breaks samples and hands them over.
  ///
  /// @param share of the usual number, for what takes longer
  /// @param what says how it counts what became of the message
  static void each(String connector, double share, Check what) {
    var samples = Sample.of(connector).toList();
    long first = Long.getLong("seed", 1);
    int times = Math.max(1, (int) (Integer.getInteger("mutations", USUAL) * share));
    var counts = new TreeMap<String, Integer>();
    for (long seed = first; seed < first + times; seed++) {
      var mutation = of(samples, seed);
      try {
        counts.merge(what.of(mutation), 1, Integer::sum);
      } catch (Exception | AssertionError broken) {
        throw new AssertionError("%s is not taken as it should".formatted(mutation), broken);
      }
    }
    System.out.printf("%d messages of %s from seed %d: %s%n", times, connector, first, counts);
  }

  /// @return what became of the message, in a word
  @FunctionalInterface
  interface Check {
    String of(Mutation mutation) throws Exception;
  }

  private static Mutation of(List<Sample> samples, long seed) {
    var random = new SplittableRandom(seed);
    var sample = one(samples, random);
    var body = sample.body();
    if (random.nextInt(3) > 0) {
      body = withOtherFields(sample, one(samples, random), random);
    }
    if (random.nextInt(3) == 0) {
      body = withOtherBytes(body, random);
    }
    return new Mutation(seed, sample, body);
  }

  /// For what goes with the message: a topic, an id, a header.
  SplittableRandom random() {
    return new SplittableRandom(~seed);
  }

  @Override
  public String toString() {
    return "seed %d, %s, in base64: %s"
        .formatted(seed, sample, Base64.getEncoder().encodeToString(body));
  }

  private static byte[] withOtherBytes(byte[] body, SplittableRandom random) {
    int from = random.nextInt(body.length);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(body, from);
      case 1 -> new String(body, UTF_8).getBytes(UTF_16);
      case 2 -> joined(Arrays.copyOf(body, from), part(body, random), rest(body, from));
      case 3 -> joined(Arrays.copyOf(body, from), one(FRAGMENTS, random), rest(body, from));
      default -> changed(body.clone(), random);
    };
  }

  private static byte[] changed(byte[] body, SplittableRandom random) {
    for (int i = 0; i <= random.nextInt(4); i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private static byte[] part(byte[] body, SplittableRandom random) {
    int from = random.nextInt(body.length);
    return Arrays.copyOfRange(body, from, Math.min(body.length, from + random.nextInt(200)));
  }

  private static byte[] rest(byte[] body, int from) {
    return Arrays.copyOfRange(body, from, body.length);
  }

  private static byte[] joined(byte[]... parts) {
    var whole = new ByteArrayOutputStream();
    for (var part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /// With one to four values replaced, removed, repeated, wrapped or written otherwise.
  private static byte[] withOtherFields(Sample sample, Sample other, SplittableRandom random) {
    var body = Json.tree(sample.body());
    var foreign = containers(Json.tree(other.body()));
    for (int i = 0; i <= random.nextInt(4); i++) {
      var owners = containers(body);
      if (!owners.isEmpty()) {
        change(one(owners, random), foreign, random);
      }
    }
    return Json.bytes(body);
  }

  private static List<JsonNode> containers(JsonNode node) {
    var found = new ArrayList<JsonNode>();
    collect(node, found::add);
    return found;
  }

  private static void collect(JsonNode node, Consumer<JsonNode> found) {
    if (node.isContainerNode() && !node.isEmpty()) {
      found.accept(node);
      node.forEach(child -> collect(child, found));
    }
  }

  private static void change(JsonNode owner, List<JsonNode> foreign, SplittableRandom random) {
    switch (owner) {
      case ObjectNode object -> {
        var name = one(object.propertyStream().toList(), random).getKey();
        switch (random.nextInt(8)) {
          case 0 -> object.remove(name);
          case 1 -> object.set(name.toUpperCase(Locale.ROOT), object.remove(name));
          case 2 -> object.set(name, one(foreign, random).deepCopy());
          default -> object.set(name, otherwise(object.get(name), random));
        }
      }
      case ArrayNode array -> {
        int place = random.nextInt(array.size());
        switch (random.nextInt(4)) {
          case 0 -> array.remove(place);
          case 1 -> array.add(array.get(place).deepCopy());
          case 2 -> array.add(one(foreign, random).deepCopy());
          default -> array.set(place, otherwise(array.get(place), random));
        }
      }
      default -> throw new IllegalStateException("not a container: " + owner);
    }
  }

  private static JsonNode otherwise(JsonNode value, SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> NODES.arrayNode().add(value);
      case 1 -> NODES.objectNode().set("amount", value);
      case 2 -> NODES.textNode(value.asText());
      case 3, 4 ->
          value.isTextual() ? NODES.textNode(slip(value.textValue(), random)) : slip(value);
      default -> one(STRANGE, random);
    };
  }

  /// One sign of it replaced: mostly a digit by a digit, so that it stays what it was.
  private static String slip(String text, SplittableRandom random) {
    IntPredicate isDigit = i -> Character.isDigit(text.charAt(i));
    var digits = IntStream.range(0, text.length()).filter(isDigit).toArray();
    if (digits.length == 0) {
      return text + " ";
    }
    int place = digits[random.nextInt(digits.length)];
    var sign = random.nextInt(4) == 0 ? "-" : String.valueOf(random.nextInt(10));
    return text.substring(0, place) + sign + text.substring(place + 1);
  }

  private static JsonNode slip(JsonNode value) {
    return value.isNumber() ? NODES.numberNode(value.decimalValue().negate()) : value;
  }

  private static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
