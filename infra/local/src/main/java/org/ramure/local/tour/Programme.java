// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Sets the programme up as a brand would: by invoking the function {@code programme-admin}.
///
/// @param shopSecret with which the web shop signs
record Programme(String shopKey, String tillKey, String adminKey, String shopSecret) {

  static final String ID = "tradition-des-vosges";
  static final String SHOP = "vosges-web";
  static final String TILL = "caisse-epinal";
  static final String STORE = "epinal";

  private static final String WHERE = "/2015-03-31/functions/programme-admin/invocations";

  /// Publishes what is not published yet, and makes new keys.
  static Programme publish(URI lambda, Path document, Story story) {
    var admin = new Api(lambda).withHeaders(Map.of());
    var published =
        admin.post(
            WHERE,
            Map.of(
                "command",
                "publishProgramme",
                "programme",
                ID,
                "effectiveFrom",
                "2026-01-01T00:00:00Z",
                "document",
                read(document)));
    story.tell("published: %s", published.body());
    var secret = HexFormat.of().formatHex(random());
    command(
        admin,
        Map.of(
            "command",
            "putStore",
            "programme",
            ID,
            "store",
            Map.of(
                "id",
                STORE,
                "name",
                "Boutique d'Épinal",
                "timeZone",
                "Europe/Paris",
                "phoneRegion",
                "FR")));
    command(
        admin,
        Map.of(
            "command",
            "putSource",
            "programme",
            ID,
            "source",
            Map.of(
                "id",
                SHOP,
                "type",
                "SHOPIFY",
                "zone",
                "Europe/Paris",
                "phoneRegion",
                "FR",
                "secrets",
                List.of(secret))));
    command(
        admin,
        Map.of(
            "command",
            "putSource",
            "programme",
            ID,
            "source",
            Map.of("id", TILL, "type", "GENERIC", "zone", "Europe/Paris", "phoneRegion", "FR")));
    return new Programme(
        key(admin, "SHOP", Map.of("source", SHOP)),
        key(admin, "TILL", Map.of("source", TILL, "store", STORE)),
        key(admin, "ADMIN", Map.of()),
        secret);
  }

  private static String key(Api.Caller admin, String scope, Map<String, String> bound) {
    var request = new java.util.HashMap<String, Object>(bound);
    request.put("command", "createApiKey");
    request.put("programme", ID);
    request.put("scope", scope);
    request.put("label", "the played day");
    return command(admin, request).path("key").asText();
  }

  private static JsonNode command(Api.Caller admin, Map<String, Object> command) {
    var answer = admin.post(WHERE, command);
    if (answer.status() != 200 || answer.body().has("errors")) {
      throw new IllegalStateException(command.get("command") + " was refused: " + answer);
    }
    return answer.body();
  }

  private static JsonNode read(Path document) {
    try {
      return Api.JSON.readTree(Files.readAllBytes(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] random() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
