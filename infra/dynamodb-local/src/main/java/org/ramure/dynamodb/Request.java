// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// What of an HTTP request DynamoDB Local looks at.
///
/// @param target the header X-Amz-Target: version and operation
/// @param authorization the signature; checked for its shape only
record Request(String target, String authorization, String contentType, byte[] body) {

  private static final String DYNAMODB = "DynamoDB_20120810.";

  /// DynamoDB Local takes any credentials.
  private static final String ANYONE =
      "AWS4-HMAC-SHA256 Credential=proxy/20200101/local/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  static Request of(HttpMessage message) {
    return new Request(
        message.header("X-Amz-Target"),
        message.header("Authorization"),
        message.header("Content-Type"),
        message.body());
  }

  /// A question of the proxy's own.
  static Request to(String operation, ObjectNode body) {
    return new Request(DYNAMODB + operation, ANYONE, Answer.JSON, Json.write(body));
  }

  Request withBody(ObjectNode other) {
    return new Request(target, authorization, contentType, Json.write(other));
  }

  /// The operation on tables and items; none for streams, which are neither metered nor disturbed.
  Optional<String> operation() {
    return target.startsWith(DYNAMODB)
        ? Optional.of(target.substring(DYNAMODB.length()))
        : Optional.empty();
  }

  HttpMessage message(String host) {
    return HttpMessage.of(
        "POST / HTTP/1.1",
        Map.of(
            "Host", host,
            "X-Amz-Target", target,
            "Authorization", authorization,
            "Content-Type", contentType),
        body);
  }
}
