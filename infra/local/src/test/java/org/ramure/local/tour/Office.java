// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ramure.local.tour.Api.Caller;

/// Begins a programme and sets up what a test needs of it.
///
/// @param firstKey of scope admin
record Office(Api api, String firstKey) {
  private static final String WHERE = "/2015-03-31/functions/programme-admin/invocations";

  /// With the rules of the reference programme.
  ///
  /// @param lambda where functions are invoked
  static Office begin(Api api, URI lambda, String programme) {
    var document = (ObjectNode) Api.tree(read("tradition-des-vosges.json"));
    var asked =
        Map.of(
            "command",
            "createProgramme",
            "programme",
            programme,
            "effectiveFrom",
            "2026-01-01T00:00:00Z",
            "document",
            document.put("programme", programme));
    var created = new Api(lambda).withHeaders(Map.of()).post(WHERE, asked);
    return new Office(api, require(created).path("key").asText());
  }

  Caller admin() {
    return api.as(firstKey);
  }

  Office store(String id) {
    return put("/v1/stores/" + id, Map.of("name", id, "timeZone", "Europe/Paris"));
  }

  Office zone(String id) {
    return put("/v1/zones/" + id, Map.of("name", id));
  }

  Office source(String id) {
    return put("/v1/sources/" + id, Map.of("type", "GENERIC", "timeZone", "Europe/Paris"));
  }

  Office webhooks(String id, String secret) {
    var secrets = java.util.List.of(secret);
    return put(
        "/v1/sources/" + id,
        Map.of("type", "SHOPIFY", "timeZone", "Europe/Paris", "secrets", secrets));
  }

  private Office put(String path, Object body) {
    require(admin().put(path, body));
    return this;
  }

  /// A new key and its id.
  record Made(String key, String id) {}

  Made key(String scope, Optional<String> source, Optional<String> store) {
    var asked = Api.JSON.createObjectNode().put("label", "matrix");
    asked.put("scope", scope.toUpperCase(Locale.ROOT));
    source.ifPresent(id -> asked.put("source", id));
    store.ifPresent(id -> asked.put("store", id));
    var once = "k" + Brand.number();
    var made = require(admin().with("idempotency-key", once).post("/v1/api-keys", asked));
    return new Made(made.path("key").asText(), made.at("/apiKey/id").asText());
  }

  void revoke(Made made) {
    require(admin().post("/v1/api-keys/" + made.id() + "/revocation", Map.of()));
  }

  private static JsonNode require(Api.Answer answer) {
    if (answer.status() >= 300 || answer.body().has("errors") || answer.body().has("errorType")) {
      throw new IllegalStateException("refused: " + answer);
    }
    return answer.body();
  }

  private static String read(String document) {
    try {
      return Files.readString(Brand.ROOT.resolve("test-fixtures/programmes").resolve(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
