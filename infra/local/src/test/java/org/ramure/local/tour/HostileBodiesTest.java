// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.Usage;
import org.ramure.local.Clients;
import org.ramure.local.template.Resource;
import org.ramure.local.tour.Raw.Answered;

/// Bodies that no client sends by mistake, to every operation of the contract that takes one: each
/// is refused for what it is, and nothing is written.
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedRealStack.class)
class HostileBodiesTest {

  private static final Path CONTRACT = Brand.ROOT.resolve("events/openapi.yaml");
  private static final int MEGABYTE = 1024 * 1024;

  /// A hundred megabytes of zeros in a hundred kilobytes.
  private static final byte[] BOMB = gzipped(100 * MEGABYTE);

  private final RealStack real;
  private final Raw raw;

  HostileBodiesTest(RealStack real) {
    this.real = real;
    this.raw = Raw.to(real);
  }

  @AfterEach
  void close() {
    raw.close();
  }

  @BeforeEach
  void nobody_else_writes() throws TimeoutException {
    real.awaitQuiet();
  }

  /// Ids of what is there, so that no body is left unread because its subject is missing.
  private static final Map<String, String> IDS = new HashMap<>();

  @BeforeAll
  static void a_voucher_is_held_and_another_used(RealStack real) throws Exception {
    var customers = real.join("Walburga", "Yolande");
    IDS.put("/members/{member}", "/members/" + customers.getFirst().id());
    for (var how : List.of("reservations", "redemptions")) {
      var customer = customers.get(IDS.size() - 1);
      var use = PlayedDay.use(real.voucherOf(customer), "held-" + Brand.number(), 4500);
      var id = real.brand.till().post("/v1/vouchers/" + how, use).text("/id");
      IDS.put("/" + how + "/{id}", "/" + how + "/" + id);
    }
  }

  /// An operation that takes a body, and the fields that it knows.
  record Target(String method, String path, List<String> fields) {

    /// Which hostile bodies name.
    String field() {
      return fields.getFirst();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }

    /// With a value for every parameter that the path names.
    String filled() {
      var filled =
          path.replace("{source}", "caisse-epinal").replace("{programme}", "tradition-des-vosges");
      for (var id : IDS.entrySet()) {
        filled = filled.replace(id.getKey(), id.getValue());
      }
      return filled.replaceAll("[{][a-zA-Z]+[}]", "x1");
    }
  }

  /// Of the contract, so that a new operation is tried without a word here.
  static Stream<Target> targets() throws IOException {
    var contract = new YAMLMapper().readTree(CONTRACT.toFile());
    var targets = new ArrayList<Target>();
    for (var path : contract.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var body = operation.getValue().path("requestBody");
        var schema = body.at("/content/application~1json/schema");
        if (schema.isObject() && !path.getKey().endsWith("/webhooks")) {
          var method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
          targets.add(new Target(method, path.getKey(), fields(contract, schema)));
        }
      }
    }
    assertThat(targets).hasSizeGreaterThan(12);
    return targets.stream();
  }

  private static List<String> fields(JsonNode contract, JsonNode schema) {
    var followed =
        schema.has("$ref") ? contract.at(schema.path("$ref").asText().substring(1)) : schema;
    return followed.path("properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  /// What is wrong with a body.
  enum Hostile {
    A_THOUSAND_DEEP("{\"FIELD\": " + "{\"a\": ".repeat(1_000) + "1" + "}".repeat(1_001)),
    ARRAYS_A_HUNDRED_THOUSAND_DEEP("{\"FIELD\": " + "[".repeat(100_000)),
    TWICE_THE_SAME_KEY("{\"FIELD\": null, \"FIELD\": null}"),
    A_NUMBER_OF_A_THOUSAND_DIGITS("{\"FIELD\": " + "9".repeat(1_000) + "}"),
    NOT_A_NUMBER("{\"FIELD\": NaN}"),
    INFINITE("{\"FIELD\": Infinity}"),
    A_MEGABYTE_OF_TEXT("{\"FIELD\": \"" + "x".repeat(MEGABYTE) + "\"}"),
    A_KEY_OF_A_MEGABYTE("{\"FIELD\": {\"" + "x".repeat(MEGABYTE) + "\": 1}}"),
    A_HUNDRED_THOUSAND_FIELDS(
        "{\"FIELD\": {"
            + IntStream.range(0, 100_000)
                .mapToObj(i -> "\"f" + i + "\":0")
                .collect(Collectors.joining(","))
            + "}}"),
    CUT_SHORT("{\"FIELD\": {\"a\": "),
    BEYOND_LONG("{\"FIELD\": 99999999999999999999}"),
    BEYOND_EVERYTHING("{\"FIELD\": 1e999999999}"),
    HALF_OF_A_PAIR("{\"FIELD\": \"\\ud800\"}"),
    THE_CHARACTER_ZERO("{\"FIELD\": \"a\\u0000b\"}");

    /// Whether it can be read and only says what cannot be.
    boolean isJson() {
      return ordinal() >= BEYOND_LONG.ordinal();
    }

    private final String body;

    Hostile(String body) {
      this.body = body;
    }

    byte[] body(String field) {
      return body.replace("FIELD", field).getBytes(UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void a_body_is_refused_for_the_field_that_is_wrong(Target target) {
    for (Hostile hostile : Hostile.values()) {
      var answer = send(target, JSON, hostile.body(target.field()));
      var named = answer.text("field").split("[.\\[]")[0];
      if (hostile.isJson()) {
        assertThat(answer.status()).as(target + " " + hostile + ": " + answer).isIn(400, 422);
        assertThat(named).as(hostile + ": " + answer).isIn(target.fields());
      } else {
        assertThat(answer.status()).as(target + " " + hostile + ": " + answer).isEqualTo(400);
        assertThat(named).as(hostile + ": " + answer).isEqualTo(target.field());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void a_body_in_other_letters_than_utf_8_is_refused(Target target) {
    var json = "{\"" + target.field() + "\": \"Éponge\"}";
    var marked = ("\ufeff" + json).getBytes(UTF_8);
    for (var type : List.of(JSON, Map.of("content-type", "application/json; charset=utf-8"))) {
      assertRefused(target, "marked", type, marked);
      assertRefused(target, "UTF-16", type, json.getBytes(UTF_16));
      assertRefused(target, "UTF-16LE", type, json.getBytes(UTF_16LE));
      assertRefused(target, "latin-1", type, json.getBytes(ISO_8859_1));
    }
  }

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private Answered assertRefused(
      Target target, String what, Map<String, String> headers, byte[] body) {
    var answer = send(target, headers, body);
    assertThat(answer.status()).as(target + " " + what + ": " + answer).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("bad-request");
    return answer;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void what_is_not_plain_json_in_utf_8_by_its_own_word_is_not_read(Target target) {
    var others =
        List.<Map<String, String>>of(
            Map.of(),
            Map.of("content-type", ""),
            Map.of("content-type", "text/plain"),
            Map.of("content-type", "application/x-www-form-urlencoded"),
            Map.of("content-type", "application/json; charset=iso-8859-1"),
            Map.of("content-type", "application/json; charset=utf-16"),
            Map.of("content-type", "application/json", "content-encoding", "gzip"),
            Map.of("content-type", "application/json", "content-encoding", "br"),
            Map.of("content-type", "application/octet-stream", "content-encoding", "gzip"));
    for (var headers : others) {
      var answer = send(target, headers, BOMB);
      assertThat(answer.status()).as(target + " " + headers + ": " + answer).isEqualTo(415);
      assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /v1/members", "POST /v1/vouchers/redemptions"})
  void what_is_too_large_is_refused_by_us_or_by_the_gateway(String route) {
    var parts = route.split(" ");
    var target = new Target(parts[0], parts[1], List.of());
    var ours = send(target, JSON, " ".repeat(5 * MEGABYTE + 1).getBytes(UTF_8));
    assertThat(ours.status()).isEqualTo(413);
    assertThat(ours.problem()).isEqualTo("too-large");
    for (int megabytes : List.of(7, 10, 11)) {
      var gateways = send(target, JSON, " ".repeat(megabytes * MEGABYTE).getBytes(UTF_8));
      assertThat(gateways.status()).isEqualTo(413);
      assertThat(gateways.text("message")).isEqualTo("Request Entity Too Large");
    }
  }

  private Answered send(Target target, Map<String, String> headers, byte[] body) {
    var all = new HashMap<String, String>(headers);
    all.put("authorization", "Bearer " + real.brand.programme().adminKey());
    all.put("idempotency-key", "k" + Brand.number());
    all.values().removeIf(String::isEmpty);
    var before = real.stack.proxy().meter().total();
    var answer = raw.send(target.method(), target.filled(), all, body);
    var used = real.stack.proxy().meter().total().minus(before);
    assertThat(used.writeUnits() - keyNotes(used)).as(target + " writes: " + used).isZero();
    return answer;
  }

  /// A process that has not seen a key for an hour notes its use, whatever the key sends.
  private double keyNotes(Usage used) {
    var programmes = real.table("Programmes");
    return Math.min(used.of("UpdateItem").writeUnits(), used.on(programmes).writeUnits());
  }

  @ParameterizedTest
  @EnumSource
  void a_signed_message_of_that_kind_is_kept_as_it_is(Hostile hostile) throws Exception {
    assertKept(JSON, hostile.body("line_items"));
  }

  @ParameterizedTest
  @MethodSource("strangelyWritten")
  void a_signed_message_in_other_letters_is_kept_as_it_is(byte[] body) throws Exception {
    assertKept(Map.of("content-type", "application/octet-stream"), body);
  }

  static Stream<byte[]> strangelyWritten() {
    var json = "{\"name\": \"Éponge\"}";
    return Stream.of(
        ("\ufeff" + json).getBytes(UTF_8),
        json.getBytes(UTF_16),
        json.getBytes(ISO_8859_1),
        BOMB,
        new byte[] {0, 1, 2, (byte) 0xff});
  }

  private void assertKept(Map<String, String> headers, byte[] body) throws Exception {
    var all = new HashMap<>(real.brand.shop().headers("orders/paid", body));
    all.putAll(headers);
    var answer = raw.send("POST", "/v1/sources/vosges-web/webhooks", all, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    var name = answer.text("id").replaceFirst(".*~", "");
    assertThat(object("tradition-des-vosges/vosges-web/" + name)).isEqualTo(body);
  }

  private byte[] object(String key) {
    var bucket = real.stack.buckets().all().stream().map(Resource::name).findFirst().orElseThrow();
    try (var s3 = Clients.s3(real.stack)) {
      return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }
  }

  /// So many zeros, packed.
  private static byte[] gzipped(int size) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      for (int left = size; left > 0; left -= MEGABYTE) {
        out.write(new byte[MEGABYTE]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
