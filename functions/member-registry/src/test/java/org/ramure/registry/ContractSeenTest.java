// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import static org.assertj.core.api.Assertions.assertThat;

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
  void every_operation_was_called(DynamoDbClient client, TableNames names) {
    var shop = new Shop(client, LocalTables.create(client, names.prefix()));
    var routes = shop.handler().routes().matrix().keySet();
    assertThat(Contract.published().unseenOperations(routes)).isEmpty();
  }
}
