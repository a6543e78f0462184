// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.Evidence.Place;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.Source;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class ProgrammeAdminTest {

  private static final String ID = "tradition-des-vosges";
  private static final ProgrammeId TRADITION = new ProgrammeId(ID);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String FIRST_SECRET = "shpss_first_secret";
  private static final String SECOND_SECRET = "shpss_second_secret";

  private final ProgrammeTable table;
  private final Sealing sealing;
  private final Administration administration;
  private final Programmes programmes;
  private Instant now = Instant.parse("2026-05-11T12:00:00Z");

  ProgrammeAdminTest(DynamoDbClient client) {
    var tables = LocalTables.create(client, UUID.randomUUID() + "-");
    table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    sealing = new Sealing(KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"k\"}", () -> now));
    administration = new Administration(table, sealing, () -> now);
    programmes = new Programmes(table, () -> now);
  }

  private JsonNode answer(String json) {
    return Json.tree(Json.bytes(administration.answer(json)));
  }

  private static ObjectNode document() {
    var file = Path.of("..", "..", "test-fixtures", "programmes", ID + ".json");
    try {
      return (ObjectNode) Json.tree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode publish(JsonNode document, Instant effectiveFrom) {
    return answer(
        """
        {"command": "publishProgramme", "programme": "%s", "effectiveFrom": "%s", "by": "ann",
         "document": %s}
        """
            .formatted(ID, effectiveFrom, document));
  }

  private JsonNode command(String name, String more) {
    return answer(
        """
        {"command": "%s", "programme": "%s"%s}
        """
            .formatted(name, ID, more.isEmpty() ? "" : ", " + more));
  }

  private JsonNode putShop(String secrets) {
    return command(
        "putSource",
        """
        "source": {"id": "shop", "type": "shopify", "timeZone": "Europe/Paris",
                   "phoneRegion": "FR"%s}
        """
            .formatted(secrets.isEmpty() ? "" : ", \"secrets\": " + secrets));
  }

  private static String fault(JsonNode answer) {
    assertThat(answer.path("errors")).hasSize(1);
    return answer.at("/errors/0/path").asText() + ": " + answer.at("/errors/0/message").asText();
  }

  @Nested
  class Publishing_a_version {

    @Test
    void makes_it_the_one_that_rates_purchases() {
      var answer = publish(document(), START);
      assertThat(answer.path("version").asInt()).isEqualTo(1);
      assertThat(answer.path("warnings")).isEmpty();
      var inForce = programmes.inForceAt(TRADITION, now);
      assertThat(inForce.number()).isEqualTo(1);
      assertThat(inForce.terms().reward().orElseThrow().threshold()).isEqualTo(150);
    }

    @Test
    void of_a_document_with_mistakes_changes_nothing_and_names_each() {
      var document = document();
      document.put("zone", "Paris");
      document.withObject("/reward").put("threshold", 0);
      var errors = publish(document, START).path("errors");
      assertThat(errors)
          .extracting(error -> error.path("path").asText())
          .containsExactly("document.zone", "document.reward.threshold");
      assertThat(table.versions(TRADITION)).isEmpty();
    }

    @Test
    void twice_is_one_version() {
      publish(document(), START);
      now = now.plus(Duration.ofMinutes(1));
      assertThat(publish(document(), START).path("version").asInt()).isEqualTo(1);
      assertThat(table.versions(TRADITION)).hasSize(1);
    }

    @Test
    void later_ones_need_notice_and_keep_zone_and_currency() {
      publish(document(), START);
      var second = document();
      second.withObject("/reward").put("threshold", 200);
      assertThat(fault(publish(second, now)))
          .isEqualTo("effectiveFrom: must not be before 2026-05-11T12:05:00Z");
      var moved = document().put("zone", "Indian/Reunion");
      assertThat(fault(publish(moved, now.plusSeconds(600))))
          .startsWith("document.zone: must stay");
      assertThat(publish(second, now.plusSeconds(600)).path("version").asInt()).isEqualTo(2);
      assertThat(programmes.inForceAt(TRADITION, now).number()).isEqualTo(1);
      assertThat(programmes.inForceAt(TRADITION, now.plusSeconds(600)).number()).isEqualTo(2);
    }

    @Test
    void of_another_programme_than_the_commands_is_refused() {
      assertThat(fault(publish(document().put("programme", "patyka"), START)))
          .isEqualTo("document.programme: is another one than the command's");
    }

    @Test
    void warns_of_stores_and_zones_that_nobody_has_set_up() {
      var document = document();
      document.withObject("/rules/0/scope").putArray("stores").add("S1");
      document.withObject("/rules/0/scope").putArray("zones").add("east");
      assertThat(publish(document, START).path("warnings"))
          .extracting(warning -> warning.path("path").asText())
          .containsExactly("document.rules[0].scope.stores", "document.rules[0].scope.zones");
    }

    @Test
    void is_seen_by_a_warm_function_within_a_minute() {
      publish(document(), START);
      assertThat(programmes.versions(TRADITION)).hasSize(1);
      var second = document();
      second.withObject("/reward").put("threshold", 200);
      publish(second, now.plusSeconds(600));
      assertThat(programmes.versions(TRADITION)).hasSize(1);
      assertThat(programmes.version(TRADITION, 2).terms().reward().orElseThrow().threshold())
          .isEqualTo(200);
      now = now.plusSeconds(60);
      assertThat(programmes.versions(TRADITION)).hasSize(2);
    }

    @Test
    void is_seen_at_once_where_there_was_none() {
      assertThat(programmes.versions(TRADITION)).isEmpty();
      publish(document(), START);
      assertThat(programmes.versions(TRADITION)).hasSize(1);
    }
  }

  @Nested
  class Sources {

    @BeforeEach
    void published() {
      publish(document(), START);
    }

    private Source stored() {
      return programmes.sourceOfWebhook("shop").orElseThrow();
    }

    private String unsealed(int secret) {
      return sealing.unseal(stored().sealedSecrets().get(secret), stored().owner());
    }

    @Test
    void keep_their_secrets_sealed_and_never_answer_them() {
      var answer = putShop("[\"%s\"]".formatted(FIRST_SECRET));
      assertThat(answer.at("/source/secrets").asInt()).isEqualTo(1);
      assertThat(answer.toString()).doesNotContain(FIRST_SECRET);
      assertThat(stored().toString()).doesNotContain(FIRST_SECRET);
      assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
      assertThat(command("describeProgramme", "").toString()).doesNotContain(FIRST_SECRET);
    }

    @Test
    void have_two_live_secrets_while_one_is_replaced() {
      putShop("[\"%s\", \"%s\"]".formatted(FIRST_SECRET, SECOND_SECRET));
      assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
      assertThat(unsealed(1)).isEqualTo(SECOND_SECRET);
      assertThat(fault(putShop("[\"secret-1\", \"secret-2\", \"secret-3\"]")))
          .isEqualTo("source.secrets: must have at most 2 elements");
    }

    @Test
    void keep_the_secrets_they_have_where_none_are_named() {
      putShop("[\"%s\"]".formatted(FIRST_SECRET));
      assertThat(putShop("").at("/source/secrets").asInt()).isEqualTo(1);
      assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
    }

    @Test
    void that_sign_need_a_secret() {
      assertThat(fault(putShop("")))
          .isEqualTo("source.secrets: a shop that signs its webhooks needs one");
      assertThat(fault(putShop("[\"short\"]")))
          .isEqualTo("source.secrets: must each have at least 8 characters");
    }

    @Test
    void of_the_own_api_need_none_and_may_report_lines_as_kept() {
      var answer =
          command(
              "putSource",
              """
              "source": {"id": "till", "type": "GENERIC", "timeZone": "Indian/Reunion",
                         "refunds": "IN_LINES"}
              """);
      assertThat(answer.at("/source/refunds").asText()).isEqualTo("IN_LINES");
      var source = programmes.source(TRADITION, "till").orElseThrow();
      assertThat(source.zone()).isEqualTo(ZoneId.of("Indian/Reunion"));
      assertThat(source.phoneRegion()).isEmpty();
    }

    @Test
    void are_replaced_for_warm_functions_within_a_minute() {
      putShop("[\"%s\"]".formatted(FIRST_SECRET));
      assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
      putShop("[\"%s\"]".formatted(SECOND_SECRET));
      assertThat(unsealed(0)).isEqualTo(FIRST_SECRET);
      now = now.plusSeconds(60);
      assertThat(unsealed(0)).isEqualTo(SECOND_SECRET);
    }

    @Test
    void of_another_programme_cannot_be_taken() {
      putShop("[\"%s\"]".formatted(FIRST_SECRET));
      var other = document().put("programme", "other");
      answer(
          """
          {"command": "publishProgramme", "programme": "other", "effectiveFrom": "%s",
           "document": %s}
          """
              .formatted(START, other));
      var taken =
          answer(
              """
              {"command": "putSource", "programme": "other",
               "source": {"id": "shop", "type": "GENERIC", "timeZone": "Europe/Paris"}}
              """);
      assertThat(fault(taken)).isEqualTo("source.id: is taken by another programme");
      assertThat(stored().programme()).isEqualTo(TRADITION);
    }
  }

  @Nested
  class Stores_and_zones {

    @BeforeEach
    void published() {
      publish(document(), START);
      command("putZone", "\"zone\": {\"id\": \"france\", \"name\": \"France\"}");
      command("putZone", "\"zone\": {\"id\": \"east\", \"name\": \"Est\", \"parent\": \"france\"}");
    }

    private JsonNode putStore(String zone) {
      return command(
          "putStore",
          """
          "store": {"id": "S1", "name": "Gérardmer", "zone": "%s", "timeZone": "Europe/Paris"}
          """
              .formatted(zone));
    }

    @Test
    void a_sale_in_a_store_lies_in_all_zones_around_it() {
      assertThat(putStore("east").at("/store/phoneRegion").asText()).isEqualTo("FR");
      var zones = java.util.List.of("east", "france");
      assertThat(programmes.place(TRADITION, "S1"))
          .contains(new Place(Optional.of("S1"), zones, ZoneId.of("Europe/Paris")));
      assertThat(programmes.place(TRADITION, "S2")).isEmpty();
    }

    @Test
    void a_store_lies_in_a_zone_that_exists() {
      assertThat(fault(putStore("west"))).isEqualTo("store.zone: there is no zone west");
    }

    @Test
    void zones_form_a_tree() {
      var circle =
          command(
              "putZone", "\"zone\": {\"id\": \"france\", \"name\": \"F\", \"parent\": \"east\"}");
      assertThat(fault(circle)).isEqualTo("zone.parent: lies in the zone itself");
      var orphan =
          command("putZone", "\"zone\": {\"id\": \"x\", \"name\": \"X\", \"parent\": \"y\"}");
      assertThat(fault(orphan)).isEqualTo("zone.parent: there is no zone y");
    }
  }

  @Nested
  class Api_keys {

    @BeforeEach
    void published() {
      publish(document(), START);
      putShop("[\"%s\"]".formatted(FIRST_SECRET));
    }

    private JsonNode create() {
      return command(
          "createApiKey", "\"label\": \"web\", \"scope\": \"shop\", \"source\": \"shop\"");
    }

    @Test
    void are_shown_once_and_known_by_their_hash_only() {
      var answer = create();
      var key = answer.path("key").asText();
      assertThat(key).matches("ramure_[A-Za-z0-9_-]{43}");
      var known = programmes.apiKey(Callers.hash(key)).orElseThrow();
      assertThat(known.scope()).isEqualTo(ApiKey.Scope.SHOP);
      assertThat(known.source()).contains("shop");
      assertThat(known.store()).isEmpty();
      assertThat(known.id()).isEqualTo(answer.at("/apiKey/id").asText());
      var described = command("describeProgramme", "").toString();
      assertThat(described).contains(known.id()).doesNotContain(key, Callers.hash(key));
    }

    @Test
    void are_never_alike() {
      assertThat(create().path("key")).isNotEqualTo(create().path("key"));
    }

    @Test
    void are_no_longer_known_once_revoked() {
      var answer = create();
      var revoked = command("revokeApiKey", "\"id\": \"" + answer.at("/apiKey/id").asText() + "\"");
      assertThat(revoked.at("/apiKey/revokedAt").asText()).isEqualTo(now.toString());
      assertThat(programmes.apiKey(Callers.hash(answer.path("key").asText()))).isEmpty();
      assertThat(fault(command("revokeApiKey", "\"id\": \"nobody\"")))
          .isEqualTo("id: there is no such key");
    }

    @Test
    void are_bound_to_a_store_or_source_that_exists() {
      var store =
          command("createApiKey", "\"label\": \"x\", \"scope\": \"till\", \"store\": \"S9\"");
      assertThat(fault(store)).isEqualTo("store: there is no such store");
      var source =
          command("createApiKey", "\"label\": \"x\", \"scope\": \"till\", \"source\": \"S9\"");
      assertThat(fault(source)).isEqualTo("source: there is no such source");
    }
  }

  @Nested
  class Describing {

    @Test
    void shows_all_there_is_and_the_newest_document() {
      publish(document(), START);
      putShop("[\"%s\"]".formatted(FIRST_SECRET));
      var answer = command("describeProgramme", "");
      assertThat(answer.path("document")).isEqualTo(document());
      assertThat(answer.at("/versions/0/publishedBy").asText()).isEqualTo("ann");
      assertThat(answer.at("/sources/0/id").asText()).isEqualTo("shop");
      assertThat(answer.at("/sources/0/secrets").asInt()).isEqualTo(1);
    }

    @Test
    void shows_the_document_of_any_version() {
      publish(document(), START);
      var second = document();
      second.withObject("/reward").put("threshold", 200);
      publish(second, now.plusSeconds(600));
      assertThat(command("describeProgramme", "\"version\": 1").path("document"))
          .isEqualTo(document());
      assertThat(command("describeProgramme", "").path("document")).isEqualTo(second);
      assertThat(fault(command("describeProgramme", "\"version\": 3")))
          .isEqualTo("version: there is no such version");
    }
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          COMMAND                                                         | FAULT
          {"command": "dropEverything", "programme": "p"}                 | command: must be one of [publishProgramme, putSource, putStore, putZone, createApiKey, revokeApiKey, describeProgramme]
          {"programme": "p"}                                              | command: is missing
          {"command": "describeProgramme"}                                | programme: is missing
          {"command": "describeProgramme", "programme": "P!"}             | programme: must be an id of small letters, digits and dashes
          {"command": "describeProgramme", "programme": "p"}              | programme: nothing was published yet of p
          {"command": "describeProgramme", "programme": "p", "dokument": 1} | dokument: is not a known field
          {"command": "revokeApiKey", "programme": "p", "id": "a#b"}      | id: must be an id of at most 40 letters, digits, - and _
          {"command": "createApiKey", "programme": "p", "label": "x", "scope": "root"} | scope: must be one of [TILL, SHOP, ADMIN]
          {"command": "putStore", "programme": "p"}                       | store: is missing
          {"command": "putStore", "programme": "p", "store": {"id": "S1", "name": "x", "timeZone": "Europe/Paris", "phoneRegion": "France"}} | store.phoneRegion: must be a country code such as FR
          {"command": "putSource", "programme": "p", "source": {"id": "s", "type": "fax", "timeZone": "Europe/Paris"}} | source.type: must be one of [SHOPIFY, GENERIC]
          []                                                              | : must be an object
          {                                                               | : is not JSON: line 1, column 2
          """)
  void what_is_wrong_is_named(String command, String fault) {
    var answer = answer(command);
    var first = answer.at("/errors/0");
    assertThat(first.path("path").asText() + ": " + first.path("message").asText())
        .isEqualTo(fault);
  }

  @Test
  void nothing_secret_is_logged() {
    publish(document(), START);
    var lines =
        Log.capture(
            () -> {
              putShop("[\"%s\"]".formatted(FIRST_SECRET));
              putShop("[\"%s\", 7]".formatted(FIRST_SECRET));
              command("createApiKey", "\"label\": \"Mme Dupont\", \"scope\": \"admin\"");
            });
    assertThat(lines).hasSize(3);
    assertThat(String.join("\n", lines)).doesNotContain(FIRST_SECRET, "ramure_", "Dupont");
  }
}
