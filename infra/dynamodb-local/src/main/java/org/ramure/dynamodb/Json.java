// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// The bodies of requests and answers.
final class Json {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// A member that is an object, an empty one if it is not.
  static ObjectNode object(JsonNode parent, String name) {
    return parent.get(name) instanceof ObjectNode object ? object : object();
  }

  /// An empty object for anything that is none: DynamoDB Local will say what is wrong with it.
  static ObjectNode read(byte[] body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      return json instanceof ObjectNode object ? object : object();
    } catch (IOException e) {
      return object();
    }
  }

  static byte[] write(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not to be written as JSON", e);
    }
  }

  /// The object with other members, itself left alone; values are shared.
  static ObjectNode with(ObjectNode object, ObjectNode members) {
    ObjectNode copy = object();
    copy.setAll(object);
    copy.setAll(members);
    return copy;
  }
}
