// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ramure.lambda.Json;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.http.ProblemType;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractTest {

  private static final String METASCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private final Contract contract = Contract.published();

  @Test
  void it_is_valid_OpenAPI_3_1() throws IOException {
    var text = Files.readString(Contract.FOLDER.resolve("openapi.yaml"));
    var parsed = new OpenAPIV3Parser().readContents(text, List.of(), new ParseOptions());
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
    assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
  }

  @Test
  void its_schemas_are_JSON_Schema_2020_12() {
    var metaschema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(METASCHEMA));
    assertThat(contract.document().at("/components/schemas").properties())
        .isNotEmpty()
        .allSatisfy(schema -> assertThat(metaschema.validate(schema.getValue())).isEmpty());
  }

  @Test
  void every_reference_leads_somewhere() {
    assertThat(contract.document().findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(contract.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void no_two_operations_have_the_same_id() {
    assertThat(contract.operations()).extracting(Operation::id).doesNotHaveDuplicates();
  }

  @Test
  void every_operation_says_who_may_call_it() {
    assertThat(contract.operations())
        .allSatisfy(
            operation ->
                assertThat(operation.securitySchemes())
                    .as(operation.id() + ": security, and x-access")
                    .isEqualTo(schemes(operation)));
  }

  private static List<String> schemes(Operation operation) {
    return operation
        .access()
        .map(access -> access.member() ? List.of("apiKey", "memberToken") : List.of("apiKey"))
        .orElse(List.of("shopifySignature"));
  }

  @Test
  void where_a_bound_key_is_held_to_its_place_the_request_names_it() {
    assertThat(contract.operations())
        .allSatisfy(
            operation ->
                assertThat(operation.bound())
                    .as(operation.id())
                    .allSatisfy(where -> assertThat(operation.takes(where)).as(where).isTrue()));
  }

  /// Whoever has a key may be told that it is not for this; whoever has none is not asked further.
  @Test
  void what_needs_a_key_may_be_refused_with_401_and_403() {
    assertThat(contract.operations())
        .filteredOn(operation -> operation.access().isPresent())
        .isNotEmpty()
        .allSatisfy(
            operation -> assertThat(operation.statuses()).as(operation.id()).contains(401, 403));
  }

  @Test
  void the_types_of_problems_are_those_of_the_code_with_their_status() {
    var types = new LinkedHashMap<String, String>();
    contract.listed("type").forEach((type, means) -> types.put(type, means.split("\\.")[0]));
    var answered = new LinkedHashMap<String, String>();
    for (var type : ProblemType.values()) {
      answered.put(type.uri(), String.valueOf(type.status()));
    }
    assertThat(types).containsExactlyEntriesOf(answered);
  }

  @Test
  void every_reason_belongs_to_a_type() {
    var names = Arrays.stream(ProblemType.values()).map(ContractTest::lastPart).toList();
    assertThat(contract.listed("reason").values())
        .allSatisfy(means -> assertThat(names).contains(means.split("\\.")[0]));
  }

  private static String lastPart(ProblemType type) {
    return type.uri().substring(type.uri().lastIndexOf('/') + 1);
  }

  @Test
  void the_readme_lists_the_same_types_and_reasons_in_the_same_order() throws IOException {
    var readme = Files.readString(Contract.FOLDER.resolve("README.md"));
    assertThat(readme)
        .containsSubsequence(
            Arrays.stream(ProblemType.values())
                .map(type -> "| `" + lastPart(type) + "` | " + type.status())
                .toList())
        .containsSubsequence(rows(contract.reasons("voucher-not-usable")))
        .containsSubsequence(rows(contract.reasons("bad-request")));
  }

  /// What scope {@code shop} reads instead stands below the table.
  private static List<String> rows(List<String> reasons) {
    return reasons.stream()
        .filter(reason -> !reason.equals("NOT_USABLE"))
        .map(reason -> "| `" + reason + "` |")
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> a_sample_is_what_the_contract_says() {
    var samples = new ArrayList<DynamicTest>();
    collect(new Place(contract.document(), ""), samples);
    assertThat(samples).hasSizeGreaterThan(20);
    return samples.stream();
  }

  private void collect(Place place, List<DynamicTest> samples) {
    var node = place.node();
    if (node.path("examples").isObject() && node.has("schema")) {
      var schema = place.at("schema");
      node.path("examples")
          .forEach(example -> samples.add(sample(schema, example.path("externalValue").asText())));
    }
    node.fieldNames().forEachRemaining(name -> collect(inside(place, name), samples));
  }

  /// Without following references, or some samples would come up many times.
  private static Place inside(Place place, String name) {
    return new Place(
        place.document(), place.pointer() + "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  private DynamicTest sample(Place schema, String file) {
    return DynamicTest.dynamicTest(
        file,
        () -> assertThat(contract.schemas().violations(schema.pointer(), json(file))).isEmpty());
  }

  private static JsonNode json(String file) throws IOException {
    var content = Files.readString(Contract.FOLDER.resolve(file));
    return file.endsWith(".json") ? Json.tree(content) : TextNode.valueOf(content);
  }

  @Test
  void every_file_of_its_samples_is_shown_in_it() throws IOException {
    var shown = contract.document().findValuesAsText("externalValue");
    try (var files = Files.list(Contract.FOLDER.resolve("api"))) {
      assertThat(files.map(Path::getFileName).map(file -> "./api/" + file)).isSubsetOf(shown);
    }
  }

  private static Exchange search(String body, int status, String answer) {
    var event = GatewayEvent.of("POST /v1/members/search", Map.of(), "rk_shop", body);
    var type = status == 200 ? "application/json" : "application/problem+json";
    return new Exchange(
        event,
        status,
        Map.of("content-type", type, "x-correlation-id", "1", "cache-control", "no-store"),
        answer);
  }

  private static final String BY_CARD = "{\"identities\":{\"card\":\"12345678\"}}";
  private static final String MISSPELT = "{\"identities\":{\"crad\":\"12345678\"}}";
  private static final String NOBODY = "{\"members\":[]}";

  private static String refusal(String field) {
    return Json.text(
        Map.of(
            "type",
            ProblemType.BAD_REQUEST.uri(),
            "title",
            "t",
            "status",
            400,
            "detail",
            "d",
            "field",
            field));
  }

  @Test
  void an_exchange_that_keeps_to_it_passes() {
    assertThatCode(() -> contract.check(search(BY_CARD, 200, NOBODY))).doesNotThrowAnyException();
    assertThatCode(() -> contract.check(search(MISSPELT, 400, refusal("identities.crad"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> contract.check(search(BY_CARD, 400, refusal("identities.card"))))
        .as("judged by more than its form")
        .doesNotThrowAnyException();
  }

  @Test
  void an_exchange_that_does_not_is_found_out() {
    assertFault(search(MISSPELT, 200, NOBODY), "taken, though");
    assertFault(search(BY_CARD, 400, refusal("identities")), "called malformed, though");
    assertFault(search(BY_CARD, 418, "{}"), "status 418 is not declared");
    assertFault(search(BY_CARD, 200, "{\"members\":[],\"total\":0}"), "total");
    assertFault(search(BY_CARD, 200, "{}"), "members");
    var unnamed = (ObjectNode) Json.tree(refusal("identities.crad"));
    assertFault(search(MISSPELT, 400, unnamed.put("type", "about:blank").toString()), "type");
  }

  private void assertFault(Exchange exchange, String fault) {
    assertThatThrownBy(() -> contract.check(exchange))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(fault);
  }
}
