// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ramure.lambda.Json;

/// {@code events/http/signatures.json}: bodies, what came as their signature, and whether it is
// one.
public final class SignatureVectors {

  private static final Path FILE = Path.of("..", "..", "events", "http", "signatures.json");

  private SignatureVectors() {}

  /// @param name of the header, as it is written this time
  public record Vector(
      String what, byte[] body, String name, Optional<String> header, boolean valid) {

    @Override
    public String toString() {
      return what;
    }
  }

  public static List<String> secrets() {
    return StreamSupport.stream(read().path("secrets").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  public static Stream<Vector> all() {
    return StreamSupport.stream(read().path("vectors").spliterator(), false)
        .map(SignatureVectors::vector);
  }

  private static Vector vector(JsonNode json) {
    return new Vector(
        json.path("what").asText(),
        json.has("body")
            ? json.path("body").asText().getBytes(UTF_8)
            : Base64.getDecoder().decode(json.path("bodyBase64").asText()),
        json.path("name").asText(ShopifySignature.HEADER),
        Optional.of(json.path("header")).filter(JsonNode::isTextual).map(JsonNode::asText),
        json.path("valid").asBoolean());
  }

  private static JsonNode read() {
    try {
      return Json.tree(Files.readAllBytes(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
