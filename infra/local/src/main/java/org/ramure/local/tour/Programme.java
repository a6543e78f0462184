// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.ramure.local.tour.Api.Caller;

/// Sets the programme up as a brand would: an operator invokes the function {@code programme-admin}
/// for a first key, and the office does the rest through the API.
///
/// @param shopSecret with which the web shop signs
public record Programme(String shopKey, String tillKey, String adminKey, String shopSecret) {

  private static final String ADMIN = "programme-admin";
  public static final String ID = "tradition-des-vosges";
  public static final String SHOP = "vosges-web";
  public static final String TILL = "caisse-epinal";
  static final String STORE = "epinal";

  private static final String CREATE =
      """
      {"command": "createProgramme", "programme": "tradition-des-vosges",
       "effectiveFrom": "2026-01-01T00:00:00Z", "by": "the played day", "document": %s}
      """;
  private static final String ADMIN_KEY =
      """
      {"command": "createAdminKey", "programme": "tradition-des-vosges", "label": "head office"}
      """;
  private static final String EPINAL =
      """
      {"name": "Boutique d'Épinal", "timeZone": "Europe/Paris", "phoneRegion": "FR"}
      """;
  private static final String SHOPIFY =
      """
      {"type": "SHOPIFY", "timeZone": "Europe/Paris", "phoneRegion": "FR", "secrets": ["%s"]}
      """;
  private static final String GENERIC =
      """
      {"type": "GENERIC", "timeZone": "Europe/Paris", "phoneRegion": "FR"}
      """;
  private static final String SHOP_KEY =
      """
      {"label": "web shop", "scope": "SHOP", "source": "vosges-web"}
      """;
  private static final String TILL_KEY =
      """
      {"label": "till of Épinal", "scope": "TILL", "source": "caisse-epinal", "store": "epinal"}
      """;

  /// Begins the programme unless that was done before, and makes new keys and a new secret.
  public static Programme publish(Api api, Operator operator, Path document, Story story) {
    var adminKey = adminKey(operator, read(document), story);
    var office = api.as(adminKey);
    var secret = random();
    put(office, "/v1/stores/" + STORE, EPINAL);
    put(office, "/v1/sources/" + SHOP, SHOPIFY.formatted(secret));
    put(office, "/v1/sources/" + TILL, GENERIC);
    story.tell("A Shopify web shop, a till in Épinal, and an API key for each and for staff.");
    return new Programme(
        key(api, adminKey, SHOP_KEY), key(api, adminKey, TILL_KEY), adminKey, secret);
  }

  private static String adminKey(Operator operator, String document, Story story) {
    var created = operator.invoke(ADMIN, Api.tree(CREATE.formatted(document)));
    if (created.has("key")) {
      story.tell("Published as version %s.", created.path("version").asText());
      return created.path("key").asText();
    }
    story.tell("It was published before; this day has people and orders of its own.");
    var made = operator.invoke(ADMIN, Api.tree(ADMIN_KEY));
    if (!made.has("key")) {
      throw new IllegalStateException("no key: " + created + ", " + made);
    }
    return made.path("key").asText();
  }

  private static void put(Caller office, String path, String body) {
    var _ = taken(office.put(path, Api.tree(body)), 200);
  }

  private static String key(Api api, String adminKey, String request) {
    var office =
        api.withHeaders(Map.of("authorization", "Bearer " + adminKey, "idempotency-key", random()));
    return taken(office.post("/v1/api-keys", Api.tree(request)), 201).path("key").asText();
  }

  private static JsonNode taken(Api.Answer answer, int status) {
    if (answer.status() != status || answer.body().has("errors")) {
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
