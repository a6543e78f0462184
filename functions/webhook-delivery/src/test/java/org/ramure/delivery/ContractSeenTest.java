// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.caller.Access;
import org.ramure.lambda.contract.Contract;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The last class of a run: nothing in the contract is there for show.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(Integer.MAX_VALUE)
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSeenTest {

  private final Map<String, Optional<Access>> matrix;

  ContractSeenTest(DynamoDbClient client, TableNames names) {
    matrix = new Office(client, LocalTables.create(client, names.prefix())).desk.routes().matrix();
  }

  @Test
  void every_operation_was_called() {
    assertThat(Contract.published().unseenOperations(matrix.keySet())).isEmpty();
  }

  @Test
  void who_may_call_is_what_the_contract_says() {
    assertThat(matrix).isEqualTo(Contract.published().access(matrix.keySet()));
  }
}
