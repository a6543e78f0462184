// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ramure.lambda.Json;

/// A schema of the contract.
record Schema(JsonNode json, JsonSchema judge) {

  private static final Path FOLDER = Path.of("../../events");

  static Schema of(String type) {
    var json = read("schemas/" + type + ".json");
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    var strict = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return new Schema(json, factory.getSchema(json, strict));
  }

  static JsonNode read(String file) {
    return Json.tree(text(file));
  }

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The JSON files of a folder.
  static List<String> names(String folder) {
    try (var files = Files.list(FOLDER.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> faults(JsonNode event) {
    return judge.validate(event).stream().map(Object::toString).toList();
  }

  /// Paths of fields that stand in an event and in no schema. The schemas themselves let them pass,
  /// because a reader has to.
  List<String> undescribed(JsonNode event) {
    return undescribed("", json, event).toList();
  }

  private static Stream<String> undescribed(String path, JsonNode schema, JsonNode value) {
    return value.properties().stream()
        .flatMap(
            field -> {
              var name = path + "/" + field.getKey();
              var described = schema.path("properties").path(field.getKey());
              return described.isMissingNode()
                  ? Stream.of(name)
                  : undescribed(name, described, field.getValue());
            });
  }
}
