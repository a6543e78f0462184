// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ramure.lambda.Json;

/// The published schema of programme documents, as whoever checks a file by it reads it.
final class ProgrammeSchema {

  private static final JsonNode JSON = read();
  private static final JsonSchema JUDGE =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(JSON, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

  private ProgrammeSchema() {}

  private static JsonNode read() {
    try {
      var file = Path.of("..", "..", "events", "documents", "programme.schema.json");
      return Json.tree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json() {
    return JSON;
  }

  static List<String> faults(String document) {
    return JUDGE.validate(Json.tree(document)).stream().map(Object::toString).toList();
  }
}
