// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.lambda.contract.SampleCall;
import org.ramure.table.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSamplesTest {

  private static final String CAMILLE = "camille.aubertin@example.com";

  @Test
  void the_basket_that_the_contract_shows_gets_the_answer_that_it_shows(
      DynamoDbClient client, TableNames names) {
    var tables = LocalTables.create(client, names.prefix());
    var brand = new Brand(client, tables, "tradition-des-vosges", Brand.VOSGES);
    brand.enrol(CAMILLE);
    brand.sells(CAMILLE, "120.00");
    brand.gives("camille-1001", "1000", 0, LocalDate.of(2026, 6, 14));
    new SampleCall(Brand.ROUTE, Map.of(), brand.key("rk_shop"), 200, "shown")
        .isAnsweredBy(brand::handle);
  }
}
