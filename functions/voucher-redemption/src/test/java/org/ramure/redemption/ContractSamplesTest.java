// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.contract.SampleCall;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The samples that the contract shows are what shops and tills send and get, told as the life of
/// one voucher.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSamplesTest {

  private static final String RESERVATIONS = "/v1/vouchers/reservations";
  private static final String REDEEM = "POST /v1/vouchers/redemptions";

  /// The id that the contract's reservation answers, and the further calls of that checkout name.
  private static final Map<String, String> HELD =
      Map.of(
          "id",
          Contract.published()
              .operation("POST " + RESERVATIONS)
              .answerSample(201, "held")
              .path("id")
              .asText());

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer(DynamoDbClient client, TableNames names) {
    var counter = new Counter(client, LocalTables.create(client, names.prefix()));
    counter.voucher(1001);
    return Stream.of(
            shop("POST /v1/vouchers/check", 200, "usable"),
            shop("POST " + RESERVATIONS, 201, "held"),
            shop("PUT " + RESERVATIONS + "/{id}", 200, "held"),
            shop("POST " + RESERVATIONS + "/{id}/commit", 200, "used"),
            till(REDEEM, 409, "alreadyUsedAtATill"),
            shop(REDEEM, 409, "atAShop"),
            shop(REDEEM + "/{id}/reversal", 200, "givenBack"),
            shop("DELETE " + RESERVATIONS + "/{id}", 204, ""),
            till(REDEEM, 201, "used"))
        .map(call -> DynamicTest.dynamicTest(call.toString(), () -> assertAnswered(counter, call)));
  }

  private static SampleCall shop(String routeKey, int status, String answer) {
    return call(routeKey, "rk_shop", status, answer);
  }

  private static SampleCall till(String routeKey, int status, String answer) {
    return call(routeKey, "rk_epinal", status, answer);
  }

  private static SampleCall call(String routeKey, String bearer, int status, String answer) {
    var path = new HashMap<String, String>(routeKey.contains("{id}") ? HELD : Map.of());
    return new SampleCall(routeKey, path, bearer, status, answer);
  }

  private static void assertAnswered(Counter counter, SampleCall call) {
    call.isAnsweredBy(event -> counter.handle(event));
  }
}
