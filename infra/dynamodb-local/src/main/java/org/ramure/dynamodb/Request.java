// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;

/// What of an HTTP request DynamoDB Local looks at.
///
/// @param target the header X-Amz-Target: version and operation
/// @param authorization the signature; checked for its shape only
record Request(String target, String authorization, String contentType, byte[] body) {

  private static final String DYNAMODB = "DynamoDB_20120810.";
  private static final String JSON = "application/x-amz-json-1.0";

  /// DynamoDB Local takes any credentials.
  private static final String ANYONE =
      "AWS4-HMAC-SHA256 Credential=proxy/20200101/local/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  static Request of(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return new Request(
        header(exchange, "X-Amz-Target"),
        header(exchange, "Authorization"),
        header(exchange, "Content-Type"),
        body);
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  /// A question of the proxy's own.
  static Request to(String operation, byte[] body) {
    return new Request(DYNAMODB + operation, ANYONE, JSON, body);
  }

  Request withBody(byte[] other) {
    return new Request(target, authorization, contentType, other);
  }

  /// The operation on tables and items; none for streams, which are neither metered nor disturbed.
  Optional<String> operation() {
    return target.startsWith(DYNAMODB)
        ? Optional.of(target.substring(DYNAMODB.length()))
        : Optional.empty();
  }
}
