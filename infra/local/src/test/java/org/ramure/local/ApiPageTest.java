// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.local.http.Handler;
import org.ramure.local.http.Json;
import org.ramure.local.http.LoopbackServer;
import org.ramure.local.http.Request;
import org.ramure.local.page.ApiPage;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiPageTest {

  private static final Pattern LINK = Pattern.compile("(?:src|href|url)[=:] ?[\"']([^\"']+)");

  private static LoopbackServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    Handler page = new ApiPage()::handle;
    server = LoopbackServer.start(0, page.forThisMachine());
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    var request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void the_contract_is_the_very_file() throws Exception {
    var answer = get("/openapi.yaml");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(Path.of("../../events/openapi.yaml")));
  }

  @Test
  void the_page_needs_nothing_from_elsewhere_and_finds_all_it_needs_here() throws Exception {
    var page = new String(get("/_local/api").body(), UTF_8);
    var links = LINK.matcher(page).results().map(link -> link.group(1)).toList();
    assertThat(links)
        .contains("/_local/contract/openapi.json", "/_local/contract/swagger-ui-bundle.js");
    for (var link : links) {
      if (link.startsWith("/_local/contract/")) {
        assertThat(get(link).statusCode()).as(link).isEqualTo(200);
      }
      assertThat(URI.create(link).getHost()).as(link).isNull();
    }
  }

  @Test
  void samples_stand_where_the_contract_names_their_files() throws Exception {
    var contract = Json.read(get("/_local/contract/openapi.json").body());
    assertThat(contract.findValues("externalValue")).isEmpty();
    assertThat(
            contract
                .at("/paths/~1v1~1members/post/requestBody/content/application~1json/examples")
                .at("/atATill/value"))
        .isEqualTo(
            Json.read(Files.readAllBytes(Path.of("../../events/api/enrol-member.request.json"))));
    assertThat(
            contract
                .at("/paths/~1v1~1stores~1import/post/requestBody/content/text~1csv/examples")
                .findValuesAsText("value"))
        .as("a sample that is not JSON")
        .containsExactly(Files.readString(Path.of("../../events/api/import-stores.request.csv")));
    assertThat(contract.at("/servers/0/url").asText()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_local/contract/index.html", "/_local/contract/../../openapi.yaml"})
  void nothing_else_lies_behind_it(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void what_the_other_page_asks_for_is_left_to_it() {
    var other = new Request("GET", URI.create("/_local/api/overview"), new Headers(), new byte[0]);
    assertThat(ApiPage.serves(other)).isFalse();
  }

  @Test
  void a_page_of_another_origin_reads_nothing() throws Exception {
    var request =
        HttpRequest.newBuilder(server.uri().resolve("/openapi.yaml"))
            .header("Origin", "https://shop.example.com")
            .build();
    assertThat(client.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(403);
  }
}
