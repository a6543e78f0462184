// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The HTTP side of everybody in the story, and of whoever goes on after it.
public final class Api {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI api;

  /// @param api may have a path of its own, before that of each route
  public Api(URI api) {
    this.api = api;
  }

  /// @param body missing where the answer has none
  public record Answer(int status, JsonNode body) {

    public String text(String pointer) {
      return body.at(pointer).asText();
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  /// A caller with a credential of their own.
  public Caller as(String credential) {
    return new Caller(Map.of("authorization", "Bearer " + credential));
  }

  public Caller withHeaders(Map<String, String> headers) {
    return new Caller(headers);
  }

  public final class Caller {
    private final Map<String, String> headers;

    private Caller(Map<String, String> headers) {
      this.headers = headers;
    }

    /// The same caller with a further header.
    public Caller with(String name, String value) {
      var more = new HashMap<>(headers);
      more.put(name, value);
      return new Caller(more);
    }

    public Answer get(String path) {
      return send("GET", path, "").join();
    }

    public Answer post(String path, Object body) {
      return send("POST", path, text(body)).join();
    }

    public Answer put(String path, Object body) {
      return send("PUT", path, text(body)).join();
    }

    /// Sends without waiting: for two who act at once.
    CompletableFuture<Answer> posting(String path, Object body) {
      return send("POST", path, text(body));
    }

    Answer postRaw(String path, byte[] body) {
      return send("POST", path, new String(body, java.nio.charset.StandardCharsets.UTF_8)).join();
    }

    /// Sends without waiting. Where no answer comes, it ends with an {@code IOException}.
    public CompletableFuture<Answer> send(String method, String path, String body) {
      var request =
          HttpRequest.newBuilder(URI.create(api + path))
              .timeout(Duration.ofSeconds(30))
              .header("content-type", "application/json")
              .header("accept-language", "en")
              .method(method, BodyPublishers.ofString(body));
      headers.forEach(request::setHeader);
      return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Api::answer);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        response.body().isEmpty() ? MissingNode.getInstance() : tree(response.body()));
  }

  public static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + json, e);
    }
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
