// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The DynamoDB behind the proxy, with one pool of connections, and what is known of its tables.
final class Target implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final ConcurrentMap<String, TableSchema> schemas = new ConcurrentHashMap<>();

  Target(URI endpoint) {
    this.endpoint = endpoint;
  }

  Answer send(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", request.target())
            .header("Authorization", request.authorization())
            .header("Content-Type", request.contentType())
            .POST(BodyPublishers.ofByteArray(request.body()));
    try {
      HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("The proxy is being closed"));
    }
  }

  /// A question of the proxy's own, outside the meter.
  Answer ask(String operation, ObjectNode request) {
    return send(Request.to(operation, Json.write(request)));
  }

  /// Keys and indexes of a table, asked for once.
  TableSchema schema(String table) {
    TableSchema known = schemas.get(table);
    if (known != null) {
      return known;
    }
    Answer answer = ask("DescribeTable", Json.object().put("TableName", table));
    if (!answer.succeeded()) {
      return TableSchema.UNKNOWN;
    }
    TableSchema schema = TableSchema.of(answer.json().path("Table"));
    schemas.put(table, schema);
    return schema;
  }

  /// After an operation that may have changed it.
  void forget(String table) {
    schemas.remove(table);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
