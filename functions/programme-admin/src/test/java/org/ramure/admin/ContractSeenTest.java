// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.lambda.contract.Contract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The last class of a run: nothing in the contract is there for show.
@Order(Integer.MAX_VALUE)
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSeenTest {

  @Test
  void every_status_of_every_operation_was_answered(DynamoDbClient client) {
    var routes = Desk.empty(client).handler().routes().matrix().keySet();
    assertThat(Contract.published().unseenStatuses(routes)).isEmpty();
  }

  @Test
  void who_may_call_is_what_the_contract_says(DynamoDbClient client) {
    var matrix = Desk.empty(client).handler().routes().matrix();
    assertThat(matrix).isEqualTo(Contract.published().access(matrix.keySet()));
  }

  @Test
  void every_reason_not_to_publish_was_read() {
    assertThat(Contract.published().unseenReasons("not-publishable")).isEmpty();
  }
}
