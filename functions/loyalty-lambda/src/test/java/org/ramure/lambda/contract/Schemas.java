// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The schemas of one document, found by their place in it.
final class Schemas {

  private static final String DOCUMENT = "https://ramure.org/openapi.json";
  private static final SchemaValidatorsConfig WITH_FORMATS =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonSchemaFactory factory;
  private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

  private Schemas(JsonNode document) {
    factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders -> loaders.schemas(Map.of(DOCUMENT, document.toString()))));
  }

  static Schemas asPublished(JsonNode document) {
    return new Schemas(document);
  }

  /// Stricter than published, for our own answers: clients have to expect further fields and
  /// values, but what we answer today has to be documented today.
  static Schemas closed(JsonNode document) {
    JsonNode closed = document.deepCopy();
    close(closed);
    return new Schemas(closed);
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject() && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      var values = object.path("x-enumDescriptions");
      if (values.isObject()) {
        values.fieldNames().forEachRemaining(object.withArrayProperty("enum")::add);
      }
    }
    node.forEach(Schemas::close);
  }

  private JsonSchema compile(String place) {
    return factory.getSchema(SchemaLocation.of(DOCUMENT + "#" + place), WITH_FORMATS);
  }

  /// What is wrong with a value; empty where nothing is.
  ///
  /// @param place of the schema in the document, as a JSON pointer
  List<String> violations(String place, JsonNode value) {
    return compiled.computeIfAbsent(place, this::compile).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
