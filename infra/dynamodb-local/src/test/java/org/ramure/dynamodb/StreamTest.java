// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.dynamodb.TestTable.item;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamTest {

  @Test
  void reading_a_stream_passes_through_and_is_not_counted(
      DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    String table = names.of("Ledger");
    TestTable.create(client, table);
    client.putItem(put -> put.tableName(table).item(item("streamed")));

    Usage usage =
        proxy
            .meter()
            .during(
                () ->
                    assertThat(Streams.partitionKeys(proxy.endpoint(), table))
                        .isEqualTo(List.of("streamed")));

    assertThat(usage).isEqualTo(Usage.NONE);
  }
}
