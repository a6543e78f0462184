// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Callers;
import org.ramure.table.programmes.ApiKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class OperatorTest {

  private static final String LOST_KEY =
      """
      {"command": "createAdminKey", "programme": "tradition-des-vosges", "label": "ann"}
      """;

  private final Desk desk;

  OperatorTest(DynamoDbClient client) {
    desk = Desk.empty(client);
  }

  private static String create(JsonNode document, Object effectiveFrom) {
    return """
    {"command": "createProgramme", "programme": "tradition-des-vosges", "effectiveFrom": "%s",
     "by": "ann", "document": %s}
    """
        .formatted(effectiveFrom, document);
  }

  private JsonNode create() {
    return desk.operator(create(Desk.document(), Desk.START));
  }

  private static String fault(JsonNode answer) {
    assertThat(answer.path("errors")).hasSize(1);
    return answer.at("/errors/0/path").asText() + ": " + answer.at("/errors/0/message").asText();
  }

  @Test
  void begins_a_programme_with_a_version_and_a_key_that_administrates_it() {
    var answer = create();
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    var inForce = desk.programmes.inForceAt(Desk.TRADITION, desk.now());
    assertThat(inForce.terms().reward().orElseThrow().threshold()).isEqualTo(150);
    var key = answer.path("key").asText();
    assertThat(key).matches("ramure_[A-Za-z0-9_-]{43}");
    var known = desk.programmes.apiKey(Callers.hash(key)).orElseThrow();
    assertThat(known.scope()).isEqualTo(ApiKey.Scope.ADMIN);
    assertThat(known.isUnbound()).isTrue();
    assertThat(desk.as(key, "GET", "/v1/programmes", "").status()).isEqualTo(200);
  }

  @Test
  void begins_it_once() {
    create();
    assertThat(fault(create())).isEqualTo("programme: exists already");
    assertThat(desk.table.versions(Desk.TRADITION)).hasSize(1);
  }

  @Test
  void of_two_who_begin_it_at_once_one_does() throws InterruptedException {
    Callable<JsonNode> begin = this::create;
    try (var threads = Executors.newFixedThreadPool(8)) {
      var answers =
          threads.invokeAll(Collections.nCopies(8, begin)).stream().map(Future::resultNow);
      assertThat(answers.filter(answer -> answer.has("key"))).hasSize(1);
    }
  }

  @Test
  void names_every_mistake_of_the_document_and_begins_nothing() {
    var document = Desk.document(0).put("zone", "Paris");
    assertThat(desk.operator(create(document, Desk.START)).path("errors"))
        .extracting(error -> error.path("path").asText())
        .containsExactly("document.zone", "document.reward.threshold");
    assertThat(desk.table.programmes()).isEmpty();
  }

  @Test
  void begins_nothing_in_the_future() {
    assertThat(fault(desk.operator(create(Desk.document(), desk.now().plusSeconds(1)))))
        .startsWith("effectiveFrom: ");
  }

  @Test
  void gives_another_key_to_whoever_has_lost_all() {
    create();
    var answer = desk.operator(LOST_KEY);
    var key = answer.path("key").asText();
    assertThat(desk.as(key, "GET", "/v1/programmes", "").status()).isEqualTo(200);
    assertThat(answer.at("/apiKey/createdBy").asText()).isEqualTo("operator");
    assertThat(answer.at("/apiKey/label").asText()).isEqualTo("ann");
  }

  @Test
  void gives_no_key_to_a_programme_that_does_not_exist() {
    assertThat(fault(desk.operator(LOST_KEY)))
        .isEqualTo("programme: nothing was published yet of tradition-des-vosges");
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          COMMAND                                                            | FAULT
          {"command": "dropEverything", "programme": "p"}                    | command: must be one of [createProgramme, createAdminKey]
          {"programme": "p"}                                                 | command: is missing
          {"command": "createAdminKey"}                                      | programme: is missing
          {"command": "createAdminKey", "programme": "P!"}                   | programme: must be an id of small letters, digits and dashes
          {"command": "createAdminKey", "programme": "p", "key": 1}          | key: is not a known field
          {"command": "createProgramme", "programme": "p", "effectiveFrom": "2026-01-01T00:00:00Z"} | document: is missing
          []                                                                 | : must be an object
          {                                                                  | : is not JSON: line 1, column 2
          """)
  void what_is_wrong_with_a_command_is_named(String command, String fault) {
    var first = desk.operator(command).at("/errors/0");
    assertThat(first.path("path").asText() + ": " + first.path("message").asText())
        .isEqualTo(fault);
  }

  @Test
  void a_caller_of_the_API_reaches_none_of_this() {
    create();
    var body = LOST_KEY.replace("}", ", \"routeKey\": \"none\"}");
    var answer = desk.as("guessed", "POST", "/v1/api-keys", body);
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void nothing_secret_is_logged() {
    var lines =
        Log.capture(
            () -> {
              create();
              desk.operator(LOST_KEY);
            });
    assertThat(lines).hasSize(2);
    assertThat(String.join("\n", lines)).doesNotContain("ramure_");
  }
}
