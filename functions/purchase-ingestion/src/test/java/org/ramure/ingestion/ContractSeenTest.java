// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.reading.Flaw;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The last class of a run: nothing in the contract is there for show.
@Order(Integer.MAX_VALUE)
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSeenTest {

  private final Gateway gateway;

  ContractSeenTest(DynamoDbClient client, TableNames names) {
    gateway = new Gateway(client, names.prefix());
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void every_flaw_of_a_call_has_a_type_or_is_a_reason() {
    var contract = Contract.published();
    var types = Arrays.stream(ProblemType.values()).map(Enum::name).toList();
    for (var flaw : Flaw.values()) {
      switch (flaw.kind()) {
        case MALFORMED -> assertThat(contract.reasons("bad-request")).contains(flaw.code());
        case UNACCEPTABLE -> assertThat(types).contains(flaw.name());
        case WEBHOOK -> assertThat(types).doesNotContain(flaw.name());
      }
    }
    assertThat(contract.reasons("bad-request")).allSatisfy(Flaw::valueOf);
    assertThat(contract.values("Quarantined", "reason"))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Flaw.values()).map(Flaw::code).toList());
  }

  @Test
  void who_may_call_is_what_the_contract_says() {
    var matrix = new LinkedHashMap<>(gateway.handler().routes().matrix());
    matrix.putAll(gateway.officeHandler().routes().matrix());
    assertThat(matrix).isEqualTo(Contract.published().access(matrix.keySet()));
  }

  @Test
  void every_operation_was_called() {
    var routes = new ArrayList<>(gateway.handler().routes().matrix().keySet());
    routes.addAll(gateway.officeHandler().routes().matrix().keySet());
    assertThat(Contract.published().unseenOperations(routes)).isEmpty();
  }
}
