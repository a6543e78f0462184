// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;

/// The DynamoDB behind the proxy, with one pool of connections, and what is known of its tables.
final class Target implements AutoCloseable {

  private final URI endpoint;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final ConcurrentMap<String, TableSchema> schemas = new ConcurrentHashMap<>();

  Target(URI endpoint) {
    this.endpoint = endpoint;
  }

  Answer send(Request request) {
    try {
      Connection pooled = idle.pollFirst();
      Connection connection = pooled == null ? Connection.to(endpoint) : pooled;
      Answer answer = send(request, connection);
      idle.addFirst(connection);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + endpoint, e);
    }
  }

  private Answer send(Request request, Connection connection) throws IOException {
    try {
      connection.send(request.message(endpoint.getAuthority()));
      return connection.receive().map(Answer::of).orElseThrow(EOFException::new);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /// A question of the proxy's own, outside the meter.
  Answer ask(String operation, ObjectNode request) {
    return send(Request.to(operation, request));
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
    idle.forEach(Connection::close);
  }
}
