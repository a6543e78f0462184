// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
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
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSeenTest {

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
  void every_operation_was_called(DynamoDbClient client, TableNames names) {
    try (var gateway = new Gateway(client, names.prefix())) {
      var contract = Contract.published();
      var shops = gateway.handler().routes().matrix().keySet();
      assertThat(contract.unseenOperations(shops)).isEmpty();
      var office = gateway.officeHandler().routes().matrix().keySet();
      assertThat(contract.unseenOperations(office)).isEmpty();
    }
  }
}
