// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published schema and the reader are one truth. Their judgement of broken documents is
/// compared in {@link ProgrammeDocumentTest}.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgrammeSchemaTest {

  /// A field is asked for by its name, as the first or the second thing a method of the readers is
  /// told.
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:\\.\\w+|label|named|several)\\(\\s*(?:\\w+, )?\"(?<field>[a-z][a-zA-Z]*)\"|case"
              + " \"(?<kind>[a-z][a-zA-Z]*)\"");

  private static final Path READERS = Path.of("src/main/java/org/ramure/lambda/programme");

  @Test
  void it_is_JSON_Schema_2020_12() {
    var metaschema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(metaschema.validate(ProgrammeSchema.json())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tradition-des-vosges", "patyka-privileges"})
  void the_reference_programmes_are_what_it_says(String programme) throws IOException {
    var text = Files.readString(ProgrammeDocumentTest.fixture(programme));
    assertThat(ProgrammeSchema.faults(text)).isEmpty();
  }

  @Test
  void it_knows_the_fields_that_the_reader_knows_and_no_others() {
    var described = new TreeSet<String>();
    collect(ProgrammeSchema.json(), described);
    described.removeAll(channels());
    assertThat(asked()).containsExactlyInAnyOrderElementsOf(described);
  }

  /// Maps by channel are read by the constants of an enum.
  private static Set<String> channels() {
    return Set.of("WEB", "TILL", "RECEIPT");
  }

  private static void collect(JsonNode schema, Set<String> names) {
    if (schema.path("properties").isObject()) {
      schema.path("properties").fieldNames().forEachRemaining(names::add);
    }
    schema.forEach(part -> collect(part, names));
  }

  private static Set<String> asked() {
    var asked = new TreeSet<String>();
    Stream.of("ProgrammeDocument", "RuleReader", "ConditionReader")
        .map(reader -> source(READERS.resolve(reader + ".java")))
        .flatMap(source -> ASKED.matcher(source).results())
        .map(found -> found.group("field") == null ? found.group("kind") : found.group("field"))
        .forEach(asked::add);
    return asked;
  }

  private static String source(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
