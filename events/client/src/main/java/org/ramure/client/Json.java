// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.client.model.Problem;

/// Bodies as records. What is not known yet is passed over, because v1 adds fields; what is
/// required and missing is not made up.
final class Json {

  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    var mapper =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();
    for (var collection : List.of(List.class, Map.class)) {
      mapper
          .configOverride(collection)
          .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return mapper;
  }

  static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a type of the contract that cannot be written", e);
    }
  }

  static <T> T read(byte[] content, Class<T> type, Reply reply) {
    try {
      return Optional.ofNullable(MAPPER.readValue(content, type))
          .orElseThrow(() -> new IOException("nothing but null"));
    } catch (IOException e) {
      throw new UnreadableAnswerException(reply.status(), e);
    }
  }

  /// Empty where it is none: the gateway's own errors have no type.
  static Optional<Problem> problem(byte[] content) {
    try {
      return Optional.ofNullable(MAPPER.readValue(content, Problem.class));
    } catch (IOException notOne) {
      return Optional.empty();
    }
  }
}
