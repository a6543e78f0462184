// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HonestBooksTest {

  @Test
  void give_no_difference(DynamoDbClient client, TableNames names) {
    var trade = new Trade(client, names);
    HonestYear.of(trade);
    var report = trade.audit();
    assertThat(trade.differences(report)).as(report.toString()).isEmpty();
    assertThat(report.path("audited").path("accounts").asInt()).isEqualTo(3);
  }
}
