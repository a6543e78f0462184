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
import java.util.Map;

/// Sets the programme up as a brand would: by invoking the function {@code programme-admin}.
///
/// @param shopSecret with which the web shop signs
record Programme(String shopKey, String tillKey, String adminKey, String shopSecret) {

  static final String SHOP = "vosges-web";
  static final String TILL = "caisse-epinal";
  static final String STORE = "epinal";

  private static final String WHERE = "/2015-03-31/functions/programme-admin/invocations";

  private static final String DESCRIBE =
      """
      {"command": "describeProgramme", "programme": "tradition-des-vosges"}
      """;
  private static final String PUBLISH =
      """
      {"command": "publishProgramme", "programme": "tradition-des-vosges",
       "effectiveFrom": "2026-01-01T00:00:00Z", "by": "the played day", "document": %s}
      """;
  private static final String PUT_STORE =
      """
      {"command": "putStore", "programme": "tradition-des-vosges",
       "store": {"id": "epinal", "name": "Boutique d'Épinal", "timeZone": "Europe/Paris",
                 "phoneRegion": "FR"}}
      """;
  private static final String PUT_SHOP =
      """
      {"command": "putSource", "programme": "tradition-des-vosges",
       "source": {"id": "vosges-web", "type": "SHOPIFY", "timeZone": "Europe/Paris",
                  "phoneRegion": "FR", "secrets": ["%s"]}}
      """;
  private static final String PUT_TILL =
      """
      {"command": "putSource", "programme": "tradition-des-vosges",
       "source": {"id": "caisse-epinal", "type": "GENERIC", "timeZone": "Europe/Paris",
                  "phoneRegion": "FR"}}
      """;
  private static final String SHOP_KEY =
      """
      {"command": "createApiKey", "programme": "tradition-des-vosges", "label": "web shop",
       "scope": "SHOP", "source": "vosges-web"}
      """;
  private static final String TILL_KEY =
      """
      {"command": "createApiKey", "programme": "tradition-des-vosges", "label": "till of Épinal",
       "scope": "TILL", "source": "caisse-epinal", "store": "epinal"}
      """;
  private static final String ADMIN_KEY =
      """
      {"command": "createApiKey", "programme": "tradition-des-vosges", "label": "head office",
       "scope": "ADMIN"}
      """;

  /// Publishes the programme unless it was before, and makes new keys and a new secret.
  static Programme publish(URI lambda, Path document, Story story) {
    var admin = new Api(lambda).withHeaders(Map.of());
    if (admin.post(WHERE, Api.tree(DESCRIBE)).body().has("errors")) {
      var published = command(admin, PUBLISH.formatted(read(document)));
      story.tell("Published as version %s.", published.path("version").asText());
    } else {
      story.tell("It was published before; this day has people and orders of its own.");
    }
    var secret = random();
    command(admin, PUT_STORE);
    command(admin, PUT_SHOP.formatted(secret));
    command(admin, PUT_TILL);
    story.tell("A Shopify web shop, a till in Épinal, and an API key for each and for staff.");
    return new Programme(key(admin, SHOP_KEY), key(admin, TILL_KEY), key(admin, ADMIN_KEY), secret);
  }

  private static String key(Api.Caller admin, String request) {
    return command(admin, request).path("key").asText();
  }

  private static JsonNode command(Api.Caller admin, String command) {
    var answer = admin.post(WHERE, Api.tree(command));
    if (answer.status() != 200 || answer.body().has("errors")) {
      throw new IllegalStateException("refused: " + answer);
    }
    return answer.body();
  }

  private static String read(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String random() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
