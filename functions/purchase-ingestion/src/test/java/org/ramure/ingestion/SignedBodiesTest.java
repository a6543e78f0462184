// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.ingestion.shopify.SignatureVectors;
import org.ramure.ingestion.shopify.SignatureVectors.Vector;
import org.ramure.lambda.gateway.GatewayEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Signed bodies as the gateway hands them over: as text, or in base64, under headers of any case.
/// What is signed is kept byte for byte; what is not is kept nowhere.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedBodiesTest {

  private final Gateway gateway;

  SignedBodiesTest(DynamoDbClient client, TableNames names) {
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void the_vectors_are_signed_with_the_sources_own_secrets() {
    assertThat(SignatureVectors.secrets()).containsExactly(Gateway.OLD_SECRET, Gateway.NEW_SECRET);
  }

  @ParameterizedTest
  @MethodSource("org.ramure.ingestion.shopify.SignatureVectors#all")
  void a_body_in_base64_is_taken_for_its_bytes(Vector vector) {
    assertTaken(
        vector,
        event(vector)
            .put("body", Base64.getEncoder().encodeToString(vector.body()))
            .put("isBase64Encoded", true));
  }

  @ParameterizedTest
  @MethodSource("org.ramure.ingestion.shopify.SignatureVectors#all")
  void a_body_that_is_text_is_taken_for_its_bytes(Vector vector) {
    var text = new String(vector.body(), UTF_8);
    if (java.util.Arrays.equals(text.getBytes(UTF_8), vector.body())) {
      assertTaken(vector, event(vector).put("body", text).put("isBase64Encoded", false));
    }
  }

  private static ObjectNode event(Vector vector) {
    var event = Gateway.event("webhook");
    var headers = GatewayEvent.headers(event).put("x-shopify-topic", "orders/paid");
    headers.remove(ShopifySignature.HEADER);
    vector.header().ifPresent(value -> headers.put(vector.name(), value));
    return event;
  }

  private void assertTaken(Vector vector, ObjectNode event) {
    gateway.bucket.empty();
    var answer = gateway.call(event);
    assertThat(answer.status()).as(answer.text()).isEqualTo(vector.valid() ? 202 : 401);
    assertThat(gateway.bucket.size()).isEqualTo(vector.valid() ? 1 : 0);
    if (vector.valid()) {
      var kept = "quarantine/tradition-des-vosges/web/" + answer.id().replaceFirst(".*~", "");
      assertThat(gateway.bucket.object(kept).body()).isEqualTo(vector.body());
    }
  }
}
