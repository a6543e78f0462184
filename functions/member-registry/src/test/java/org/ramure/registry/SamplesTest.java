// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The events of the gateway as they are published for readers are answered as readers would
/// expect.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplesTest {

  private static final Path SAMPLES = Path.of("..", "..", "events", "member-registry");

  private final Shop shop;

  SamplesTest(DynamoDbClient client, TableNames names) {
    shop = new Shop(client, LocalTables.create(client, names.prefix()));
  }

  private Exchange answer(String sample) {
    return shop.handled(GatewayEvent.read(SAMPLES.resolve(sample + ".json")));
  }

  @Test
  @Order(1)
  void a_member_is_enrolled_once_whether_the_gateway_encodes_the_body_or_not() {
    var plain = answer("enrol");
    assertThat(plain.status()).isEqualTo(201);
    assertThat(plain.headers()).containsEntry("x-correlation-id", "till-7-000123");
    assertThat(plain.text("givenName")).isEqualTo("Zoé");
    var encoded = answer("enrol.base64");
    assertThat(encoded.status()).isEqualTo(200);
    assertThat(encoded.body()).isEqualTo(plain.body());
  }

  @Test
  @Order(2)
  void a_member_is_found_by_telephone() {
    assertThat(answer("search").body().path("members")).hasSize(1);
  }

  @Test
  void a_misspelt_field_is_named() {
    var answer = answer("enrol.misspelt");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("birthdate");
  }

  @Test
  void nobody_has_no_entries_and_no_token() {
    assertThat(answer("entries").status()).isEqualTo(404);
    assertThat(answer("token").status()).isEqualTo(404);
  }

  @Test
  void every_sample_is_answered() throws IOException {
    try (Stream<Path> samples = Files.list(SAMPLES)) {
      assertThat(samples)
          .allSatisfy(
              sample ->
                  assertThat(answer(sample.getFileName().toString().replace(".json", "")).status())
                      .isLessThan(500));
    }
  }
}
