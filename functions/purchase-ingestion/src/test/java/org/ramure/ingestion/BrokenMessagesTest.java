// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.lambda.Json;
import org.ramure.lambda.reading.Reading;

/// Whatever a shop sends, a mapping answers with facts or with a named flaw; it never throws, and
/// the facts it gives stay within the limits. The samples are broken thousands of times, always
/// alike.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenMessagesTest {

  private static final int TIMES = 120;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<JsonNode> STRANGE =
      List.of(
          NODES.nullNode(),
          NODES.textNode(""),
          NODES.textNode("null"),
          NODES.textNode("-1"),
          NODES.textNode("12,50"),
          NODES.textNode("1e400"),
          NODES.textNode("999999999999999"),
          NODES.textNode("2026-02-30T25:61:00+99:00"),
          NODES.textNode("+999999999-12-31T23:59:59Z"),
          NODES.textNode("\u0000\ud800#"),
          NODES.textNode("x".repeat(20_000)),
          NODES.numberNode(-1),
          NODES.numberNode(new BigDecimal("1E+999999")),
          NODES.numberNode(new BigDecimal("1E-999999")),
          NODES.numberNode(new java.math.BigInteger("9".repeat(30))),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.objectNode(),
          NODES.arrayNode().add(NODES.arrayNode().add(1)));

  static Stream<Sample> shopify() {
    return Sample.of("shopify");
  }

  static Stream<Sample> generic() {
    return Sample.of("generic");
  }

  @ParameterizedTest
  @MethodSource("shopify")
  void a_broken_message_of_shopify_is_named_not_thrown(Sample sample) {
    breakIt(sample, sample::shopify);
  }

  @ParameterizedTest
  @MethodSource("generic")
  void a_broken_call_of_our_api_is_named_not_thrown(Sample sample) {
    breakIt(sample, sample::generic);
  }

  private static void breakIt(Sample sample, Function<byte[], Reading> mapping) {
    for (int seed = 0; seed < TIMES; seed++) {
      var random = new Random(seed);
      var broken = random.nextInt(4) == 0 ? bytes(sample, random) : fields(sample, random);
      assertThatCode(() -> assertWithinLimits(mapping.apply(broken)))
          .as("%s with seed %d", sample, seed)
          .doesNotThrowAnyException();
    }
  }

  private static void assertWithinLimits(Reading reading) {
    var text = Json.text(ReadingAsJson.of(reading));
    assertThat(text).doesNotContain("E+").doesNotContain("E-");
  }

  /// Cut short, or with single bytes changed.
  private static byte[] bytes(Sample sample, Random random) {
    var bytes = sample.body().clone();
    if (random.nextBoolean()) {
      return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /// With one to three values replaced, removed or repeated.
  private static byte[] fields(Sample sample, Random random) {
    var body = Json.tree(sample.body());
    for (int i = 0; i <= random.nextInt(3); i++) {
      var owners = new ArrayList<JsonNode>();
      collect(body, owners);
      if (!owners.isEmpty()) {
        change(owners.get(random.nextInt(owners.size())), random);
      }
    }
    return Json.bytes(body);
  }

  private static void collect(JsonNode node, List<JsonNode> owners) {
    if (node.isContainerNode() && !node.isEmpty()) {
      owners.add(node);
      node.forEach(child -> collect(child, owners));
    }
  }

  private static void change(JsonNode owner, Random random) {
    var strange = STRANGE.get(random.nextInt(STRANGE.size()));
    switch (owner) {
      case ObjectNode object -> {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        var name = names.get(random.nextInt(names.size()));
        if (random.nextInt(5) == 0) {
          object.remove(name);
        } else {
          object.set(name, strange);
        }
      }
      case ArrayNode array -> {
        int place = random.nextInt(array.size());
        if (random.nextBoolean()) {
          array.add(array.get(place).deepCopy());
        } else {
          array.set(place, strange);
        }
      }
      default -> throw new IllegalStateException("not a container: " + owner);
    }
  }
}
