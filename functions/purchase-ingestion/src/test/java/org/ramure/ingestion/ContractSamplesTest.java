// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.SampleCall;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The samples that the contract shows are what shops send and get.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSamplesTest {

  private static final String PURCHASE = "PUT /v1/sources/{source}/purchases/{documentId}";

  private final Gateway gateway;

  ContractSamplesTest(DynamoDbClient client, TableNames names) {
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer() {
    return Stream.of(
            call(PURCHASE),
            call(PURCHASE + "/refunds/{refundId}"),
            call(PURCHASE + "/cancellation"))
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.toString(), () -> call.isAnsweredBy(event -> gateway.call(event))));
  }

  private static SampleCall call(String routeKey) {
    var path = Map.of("source", "own", "documentId", "W-1042", "refundId", "R-1");
    return new SampleCall(routeKey, path, "shop", 200, "stored");
  }

  @Test
  void a_webhook_gets_its_answer() {
    webhook(200, "stored")
        .isAnswered(gateway.webhook(Sample.named("shopify", "orders-paid.voucher")));
  }

  @Test
  void a_webhook_that_cannot_be_used_is_told_where_it_waits() {
    webhook(202, "quarantined")
        .isAnswered(gateway.webhook(Sample.named("shopify", "orders-paid.stub")));
  }

  private static SampleCall webhook(int status, String answer) {
    return new SampleCall(
        "POST /v1/sources/{source}/webhooks", Map.of("source", "web"), "", status, answer);
  }
}
