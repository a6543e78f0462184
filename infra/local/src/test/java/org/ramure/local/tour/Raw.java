// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Requests of any bytes under any headers, as no well-behaved client sends them.
///
/// @param patience after which the client gives up
record Raw(HttpClient client, URI api, Duration patience) implements AutoCloseable {

  /// @param text of the body
  record Answered(int status, Map<String, String> headers, String text) {

    JsonNode body() {
      return Api.tree(text.isEmpty() ? "{}" : text);
    }

    String text(String name) {
      return body().path(name).asText();
    }

    /// The last part of a problem's type.
    String problem() {
      return text("type").replaceFirst(".*/", "");
    }

    String correlationId() {
      return headers.getOrDefault("x-correlation-id", "");
    }

    @Override
    public String toString() {
      return status + " " + text;
    }
  }

  static Raw to(RealStack real) {
    return new Raw(HttpClient.newHttpClient(), real.stack.api(), Duration.ofSeconds(30));
  }

  Raw giveUpAfter(Duration other) {
    return new Raw(client, api, other);
  }

  /// Again for as long as the route's own limit says no.
  Answered send(String method, String path, Map<String, String> headers, byte[] body) {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(patience)
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    var answer = answered(request.build());
    while (answer.status() == 429) {
      answer = answered(request.build());
    }
    return answer;
  }

  private Answered answered(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      var headers = new java.util.HashMap<String, String>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      return new Answered(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
