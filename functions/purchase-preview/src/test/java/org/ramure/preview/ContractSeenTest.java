// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.Contract;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The last class of a run: nothing in the contract is there for show.
@Order(Integer.MAX_VALUE)
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSeenTest {

  @Test
  void every_status_was_answered_to_whom_the_contract_says(
      DynamoDbClient client, TableNames names) {
    var brand = new Brand(client, LocalTables.create(client, names.prefix()), "seen", Brand.VOSGES);
    var matrix = brand.handler().routes().matrix();
    assertThat(matrix).isEqualTo(Contract.published().access(List.of(Brand.ROUTE)));
    assertThat(Contract.published().unseenStatuses(List.of(Brand.ROUTE))).isEmpty();
  }
}
