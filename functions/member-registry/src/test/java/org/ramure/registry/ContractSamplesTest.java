// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.contract.SampleCall;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.member.MemberId;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The samples that the contract shows are what members' calls send and get.
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSamplesTest {

  private static final MemberId CAMILLE = new MemberId("5f0c9a7e3b1d4c62a8e7f4b09d216c53");
  private static final Map<String, String> HER = Map.of("member", CAMILLE.value());

  private final Shop shop;

  ContractSamplesTest(DynamoDbClient client, TableNames names) {
    shop = new Shop(client, LocalTables.create(client, names.prefix()), () -> CAMILLE);
  }

  @TestFactory
  Stream<DynamicTest> a_call_gets_its_answer() {
    var enrolment = call("POST /v1/members", "rk_till", 201, "enrolled");
    return Stream.of(
            Stream.of(
                test(enrolment),
                test(call("POST /v1/members", "rk_till", 200, "known")),
                DynamicTest.dynamicTest("she shops", this::shops)),
            Stream.of(
                    call("POST /v1/members/search", "rk_till", 200, "found"),
                    call("GET /v1/members/{member}", "rk_till", 200, "member"),
                    call("POST /v1/members/{member}/tokens", "rk_shop", 201, "issued"),
                    call("GET /v1/members/{member}/account", hers(), 200, "account"),
                    call("GET /v1/members/{member}/entries", hers(), 200, "page"),
                    call("GET /v1/members/{member}/vouchers", hers(), 200, "vouchers"),
                    call("PUT /v1/members/{member}/birthday", hers(), 200, "changed"),
                    call("GET /v1/members/{member}", "rk_unknown", 401, "unauthorized"))
                .map(this::test))
        .flatMap(tests -> tests);
  }

  private void shops() {
    var holder = new Holder(shop, CAMILLE);
    holder.earns(310, LocalDate.of(2026, 3, 1), LocalDate.of(2027, 3, 1));
    assertThat(holder.mints()).hasSize(2);
    holder.earns(42, LocalDate.of(2026, 3, 15), LocalDate.of(2027, 3, 1));
  }

  private String hers() {
    return shop.token(CAMILLE);
  }

  private static SampleCall call(String routeKey, String bearer, int status, String answer) {
    var path = routeKey.contains("{member}") ? HER : Map.<String, String>of();
    return new SampleCall(routeKey, path, bearer, status, answer);
  }

  private DynamicTest test(SampleCall call) {
    return DynamicTest.dynamicTest(
        call.toString(), () -> call.isAnsweredBy(event -> shop.handled(event)));
  }

  @Test
  void a_misspelt_field_is_answered_as_shown() {
    var event =
        GatewayEvent.read(Path.of("..", "..", "events", "member-registry", "enrol.misspelt.json"));
    assertThat(shop.handled(event).body())
        .isEqualTo(
            Contract.published().operation("POST /v1/members").answerSample(400, "misspelt"));
  }
}
