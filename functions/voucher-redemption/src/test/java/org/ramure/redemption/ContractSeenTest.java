// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.ramure.voucher.Refusal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The last class of a run: nothing in the contract is there for show.
@Order(Integer.MAX_VALUE)
@ExtendWith(DynamoDbExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractSeenTest {

  private final Map<String, Optional<Access>> matrix;

  ContractSeenTest(DynamoDbClient client, TableNames names) {
    var counter = new Counter(client, LocalTables.create(client, names.prefix()));
    matrix = counter.handler().routes().matrix();
  }

  @Test
  void every_status_of_every_operation_was_answered() {
    assertThat(Contract.published().unseenStatuses(matrix.keySet())).isEmpty();
  }

  @Test
  void who_may_call_is_what_the_contract_says() {
    assertThat(matrix).isEqualTo(Contract.published().access(matrix.keySet()));
  }

  @Test
  void refusals_are_published_in_the_order_of_the_rule() {
    var rule = Arrays.stream(Refusal.class.getPermittedSubclasses()).map(ContractSeenTest::reason);
    assertThat(Contract.published().reasons("voucher-not-usable"))
        .containsExactlyElementsOf(
            Stream.of(
                    Stream.of("NOT_A_CODE"),
                    rule,
                    Stream.of("NOT_USED", "ORDER_NAMES_IT", "NOT_USABLE"))
                .flatMap(reasons -> reasons)
                .toList());
  }

  private static String reason(Class<?> refusal) {
    return refusal.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  @Test
  void every_reason_for_a_refusal_was_read() {
    assertThat(Contract.published().unseenReasons("voucher-not-usable")).isEmpty();
  }
}
