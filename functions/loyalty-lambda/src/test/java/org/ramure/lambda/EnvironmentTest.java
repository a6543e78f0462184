// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.table.TableShape;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentTest {

  private static Environment with(Map<String, String> variables) {
    return new Environment(variables, InstantSource.system());
  }

  @Test
  void a_missing_or_blank_variable_is_named() {
    assertThatThrownBy(() -> with(Map.of()).require("TOKEN_KEYS"))
        .hasMessageContaining("TOKEN_KEYS");
    assertThatThrownBy(() -> with(Map.of("TOKEN_KEYS", " ")).require("TOKEN_KEYS"))
        .hasMessageContaining("TOKEN_KEYS");
    assertThatThrownBy(() -> with(Map.of()).table(TableShape.LEDGER))
        .hasMessageContaining("LEDGER_TABLE");
  }

  @Test
  void a_table_is_found_by_the_variable_of_its_shape() {
    assertThat(with(Map.of("LEDGER_TABLE", "stack-Ledger-1X")).table(TableShape.LEDGER))
        .isEqualTo("stack-Ledger-1X");
  }

  @Test
  void the_same_work_sent_to_a_line_again_is_no_repeat() {
    var first = Environment.inLine("https://sqs/turns.fifo", "camille", "{}");
    var again = Environment.inLine("https://sqs/turns.fifo", "camille", "{}");
    assertThat(again.messageGroupId()).isEqualTo(first.messageGroupId()).isEqualTo("camille");
    assertThat(again.messageDeduplicationId()).isNotEqualTo(first.messageDeduplicationId());
  }

  @Test
  void clients_are_made_once_and_search_for_nothing() {
    var environment = with(Map.of("AWS_REGION", "eu-west-3"));
    var client = environment.dynamoDb();
    assertThat(environment.dynamoDb()).isSameAs(client);
    assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
    assertThat(client.serviceClientConfiguration().credentialsProvider())
        .isInstanceOf(EnvironmentVariableCredentialsProvider.class);
  }

  @Test
  void a_function_started_from_a_snapshot_asks_for_its_credentials() {
    var environment =
        with(
            Map.of(
                "AWS_REGION", "eu-west-3",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9001/credentials"));
    assertThat(environment.sqs().serviceClientConfiguration().credentialsProvider())
        .isInstanceOf(ContainerCredentialsProvider.class);
  }
}
