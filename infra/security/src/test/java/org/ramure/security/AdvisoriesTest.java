// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.security.Advisories.CannotAsk;
import org.ramure.security.Sbom.Library;

/// Against a server that answers as OSV documents it; nobody has asked the real one from here.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdvisoriesTest {

  private static final List<Library> TWO = List.of(library("alpha"), library("beta"));

  private HttpServer server;
  private int status = 200;
  private String answer = "{}";
  private String asked = "";

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/querybatch",
        exchange -> {
          asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.sendResponseHeaders(status, 0);
          exchange.getResponseBody().write(answer.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void asks_for_names_and_versions() throws Exception {
    answer = "{\"results\": [{}, {}]}";
    assertThat(ask()).isEmpty();
    assertThat(asked)
        .isEqualTo(
            "{\"queries\":[{\"package\":{\"purl\":\"pkg:maven/org.example/alpha@1.0\"}},"
                + "{\"package\":{\"purl\":\"pkg:maven/org.example/beta@1.0\"}}]}");
  }

  @Test
  void names_the_library_with_what_is_known() throws Exception {
    answer = "{\"results\": [{}, {\"vulns\": [{\"id\": \"GHSA-1\"}, {\"id\": \"GHSA-2\"}]}]}";
    assertThat(ask())
        .isEqualTo(Map.of("pkg:maven/org.example/beta@1.0", List.of("GHSA-1", "GHSA-2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"results\": [{}]}", "<html>", ""})
  void an_answer_about_less_than_all_is_no_answer(String other) {
    answer = other;
    assertThatThrownBy(this::ask).isInstanceOf(CannotAsk.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 429, 503})
  void a_refusal_is_no_answer(int other) {
    status = other;
    answer = "{\"results\": [{}, {}]}";
    assertThatThrownBy(this::ask).isInstanceOf(CannotAsk.class).hasMessageContaining("" + other);
  }

  @Test
  void who_cannot_ask_does_not_pass() throws Exception {
    server.stop(0);
    assertThat(Advisories.run(ZipsTest.FUNCTIONS, address())).isEqualTo(2);
  }

  @Test
  void who_has_nothing_to_ask_about_does_not_pass(@TempDir Path empty) throws Exception {
    assertThat(Advisories.run(empty, address())).isEqualTo(2);
  }

  private Map<String, List<String>> ask() throws CannotAsk, InterruptedException {
    return new Advisories(address()).about(TWO);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static Library library(String name) {
    var purl = "pkg:maven/org.example/" + name + "@1.0?type=jar";
    return new Library("org.example", name, "1.0", purl, List.of("MIT"), "");
  }
}
