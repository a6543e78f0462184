// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentTest {

  private static final Map<String, String> MEANING =
      Map.ofEntries(
          Map.entry("PROGRAMMES_TABLE", "TablesProgrammes"),
          Map.entry("MEMBERS_TABLE", "TablesMembers"),
          Map.entry("PURCHASES_TABLE", "TablesPurchases"),
          Map.entry("LEDGER_TABLE", "TablesLedger"),
          Map.entry("VOUCHERS_TABLE", "TablesVouchers"),
          Map.entry("QUARANTINE_TABLE", "TablesQuarantine"),
          Map.entry("QUARANTINE_BUCKET", "QuarantineBodies"),
          Map.entry("ACCRUAL_QUEUE_URL", "AccrualQueue"),
          Map.entry("ACCRUAL_TURNS_QUEUE_URL", "AccrualTurnsQueue"),
          Map.entry("ACCRUAL_TURNS_DEAD_LETTERS_URL", "AccrualTurnsDeadLetters"),
          Map.entry("MINTING_QUEUE_URL", "MintingQueue"),
          Map.entry("WEBHOOKS_TABLE", "TablesWebhooks"),
          Map.entry("WEBHOOK_QUEUE_URL", "WebhookQueue"),
          Map.entry("EVENT_BUS_NAME", "Events"),
          Map.entry("EVENTS_DEAD_LETTERS_URL", "EventsDeadLetters"),
          Map.entry("REPLAY_QUEUE_URL", "ReplayQueue"),
          Map.entry("AUDIT_QUEUE_URL", "AuditQueue"),
          Map.entry("BIRTHDAY_QUEUE_URL", "BirthdayQueue"),
          Map.entry("BIRTHDAY_DEAD_LETTERS_URL", "BirthdayDeadLetters"),
          Map.entry("EXPIRY_QUEUE_URL", "DueAccountsQueue"),
          Map.entry("EXPIRY_DEAD_LETTERS_URL", "DueAccountsDeadLetters"),
          Map.entry("ACCRUAL_DEAD_LETTERS_URL", "AccrualDeadLetters"),
          Map.entry("MINTING_DEAD_LETTERS_URL", "MintingDeadLetters"),
          Map.entry("REPLAY_DEAD_LETTERS_URL", "ReplayDeadLetters"),
          Map.entry("WEBHOOK_DEAD_LETTERS_URL", "WebhookDeadLetters"),
          Map.entry("CODE_KEYS", "KeysCode.Id"),
          Map.entry("LOOKUP_KEYS", "KeysLookup.Id"),
          Map.entry("IDENTITY_KEYS", "KeysIdentity.Id"),
          Map.entry("TOKEN_KEYS", "KeysToken.Id"),
          Map.entry("SEALING_KEYS", "KeysSealing.Id"));

  private final Assembly assembly = Assembly.built();

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          FUNCTION           | VARIABLES
          programme-admin    | PROGRAMMES_TABLE SEALING_KEYS
          member-registry    | ACCRUAL_QUEUE_URL CODE_KEYS IDENTITY_KEYS LEDGER_TABLE LOOKUP_KEYS MEMBERS_TABLE PROGRAMMES_TABLE PURCHASES_TABLE TOKEN_KEYS VOUCHERS_TABLE
          purchase-ingestion | IDENTITY_KEYS LOOKUP_KEYS PROGRAMMES_TABLE PURCHASES_TABLE QUARANTINE_BUCKET QUARANTINE_TABLE REPLAY_QUEUE_URL SEALING_KEYS
          quarantine-replay  | ACCRUAL_DEAD_LETTERS_URL ACCRUAL_QUEUE_URL ACCRUAL_TURNS_DEAD_LETTERS_URL BIRTHDAY_DEAD_LETTERS_URL BIRTHDAY_QUEUE_URL EXPIRY_DEAD_LETTERS_URL EXPIRY_QUEUE_URL IDENTITY_KEYS LOOKUP_KEYS MINTING_DEAD_LETTERS_URL MINTING_QUEUE_URL PROGRAMMES_TABLE PURCHASES_TABLE QUARANTINE_BUCKET QUARANTINE_TABLE REPLAY_DEAD_LETTERS_URL REPLAY_QUEUE_URL WEBHOOK_DEAD_LETTERS_URL WEBHOOK_QUEUE_URL
          points-accrual     | ACCRUAL_QUEUE_URL ACCRUAL_TURNS_QUEUE_URL LEDGER_TABLE MEMBERS_TABLE PROGRAMMES_TABLE PURCHASES_TABLE VOUCHERS_TABLE
          purchase-preview   | IDENTITY_KEYS LEDGER_TABLE LOOKUP_KEYS MEMBERS_TABLE PROGRAMMES_TABLE VOUCHERS_TABLE
          points-adjustment  | LEDGER_TABLE MEMBERS_TABLE PROGRAMMES_TABLE
          voucher-minting    | CODE_KEYS LEDGER_TABLE LOOKUP_KEYS MINTING_QUEUE_URL PROGRAMMES_TABLE VOUCHERS_TABLE
          voucher-redemption | LEDGER_TABLE LOOKUP_KEYS PROGRAMMES_TABLE VOUCHERS_TABLE
          event-publisher    | EVENTS_DEAD_LETTERS_URL EVENT_BUS_NAME
          webhook-delivery   | PROGRAMMES_TABLE SEALING_KEYS WEBHOOKS_TABLE WEBHOOK_QUEUE_URL
          webhook-subscriptions | PROGRAMMES_TABLE SEALING_KEYS WEBHOOKS_TABLE WEBHOOK_QUEUE_URL
          ledger-audit       | AUDIT_QUEUE_URL LEDGER_TABLE PROGRAMMES_TABLE PURCHASES_TABLE QUARANTINE_BUCKET QUARANTINE_TABLE VOUCHERS_TABLE
          nightly-sweep      | ACCRUAL_QUEUE_URL MEMBERS_TABLE PROGRAMMES_TABLE PURCHASES_TABLE
          birthday-gifts     | BIRTHDAY_QUEUE_URL CODE_KEYS LEDGER_TABLE LOOKUP_KEYS MEMBERS_TABLE PROGRAMMES_TABLE VOUCHERS_TABLE
          expiry             | EXPIRY_QUEUE_URL LEDGER_TABLE PROGRAMMES_TABLE VOUCHERS_TABLE
          """)
  void a_function_knows_only_what_it_uses(String function, String variables) {
    assertThat(String.join(" ", variables(function).keySet())).isEqualTo(variables);
  }

  @Test
  void a_variable_means_the_same_in_every_function() {
    for (String function : assembly.functions().keySet()) {
      assertThat(MEANING).containsAllEntriesOf(variables(function));
    }
  }

  @Test
  void there_are_these_functions_and_no_other() {
    assertThat(assembly.functions().keySet())
        .containsExactlyElementsOf(
            List.of(
                "birthday-gifts",
                "event-publisher",
                "expiry",
                "ledger-audit",
                "member-registry",
                "nightly-sweep",
                "points-accrual",
                "points-adjustment",
                "programme-admin",
                "purchase-ingestion",
                "purchase-preview",
                "quarantine-replay",
                "voucher-minting",
                "voucher-redemption",
                "webhook-delivery",
                "webhook-subscriptions"));
  }

  private Map<String, String> variables(String function) {
    Map<String, String> variables = new TreeMap<>();
    var resource = Optional.ofNullable(assembly.functions().get(function)).orElseThrow();
    resource
        .property("/Environment/Variables")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), assembly.words(entry.getValue())));
    return variables;
  }
}
