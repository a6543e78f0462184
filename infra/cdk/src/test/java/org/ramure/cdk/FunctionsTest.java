// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.cdk.Assembly.Resource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionsTest {

  private static final Assembly ASSEMBLY = Assembly.built();

  static List<Resource> functions() {
    return List.copyOf(ASSEMBLY.functions().values());
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          FUNCTION           | HANDLER                                           | MEGABYTES | SECONDS
          programme-admin    | org.ramure.admin.ProgrammeAdminHandler            | 1024      | 30
          member-registry    | org.ramure.registry.MemberRegistryHandler         | 1024      | 10
          purchase-ingestion | org.ramure.ingestion.PurchaseIngestionHandler     | 1024      | 10
          points-accrual     | org.ramure.accrual.PointsAccrualHandler           | 1024      | 60
          quarantine-replay  | org.ramure.ingestion.QuarantineReplayHandler      | 1024      | 60
          purchase-preview   | org.ramure.preview.PurchasePreviewHandler         | 1024      | 10
          points-adjustment  | org.ramure.adjustment.PointsAdjustmentHandler     | 1024      | 10
          voucher-minting    | org.ramure.minting.VoucherMintingHandler          | 1024      | 60
          voucher-redemption | org.ramure.redemption.VoucherRedemptionHandler    | 1024      | 10
          birthday-gifts     | org.ramure.birthday.BirthdayGiftsHandler         | 1024      | 60
          expiry             | org.ramure.expiry.ExpiryHandler                  | 1024      | 60
          nightly-sweep      | org.ramure.sweep.NightlySweepHandler              | 1024      | 900
          ledger-audit       | org.ramure.auditor.LedgerAuditHandler             | 1024      | 900
          event-publisher    | org.ramure.publisher.EventPublisherHandler        | 1024      | 60
          webhook-delivery   | org.ramure.delivery.WebhookDeliveryHandler        | 1024      | 60
          webhook-subscriptions | org.ramure.delivery.WebhookSubscriptionsHandler | 1024    | 30
          """)
  void a_function_has_its_handler_and_its_share_of_a_machine(
      String function, String handler, int megabytes, int seconds) {
    var properties = Optional.ofNullable(ASSEMBLY.functions().get(function)).orElseThrow();
    assertThat(properties.property("/Handler").asText()).isEqualTo(handler);
    assertThat(properties.property("/MemorySize").asInt()).isEqualTo(megabytes);
    assertThat(properties.property("/Timeout").asInt()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void every_handler_is_in_its_zip(Resource function) throws IOException {
    var handler = function.property("/Handler").asText().replace('.', '/') + ".class";
    try (var content = new ZipFile(zip(function).toFile())) {
      assertThat(content.getEntry(handler))
          .as("%s in the zip of %s", handler, function)
          .isNotNull();
    }
  }

  /// A function's variables tell which services it calls; two functions may share a zip.
  @ParameterizedTest
  @CsvSource({
    "sqs, .*_URL",
    "secretsmanager, .*_KEYS",
    "s3, .*_BUCKET",
    "eventbridge, EVENT_BUS_NAME",
  })
  void a_zip_carries_the_client_of_a_service_where_its_functions_call_it_and_nowhere_else(
      String client, String variable) throws IOException {
    var wanted = new TreeMap<String, Boolean>();
    var carried = new TreeMap<String, Boolean>();
    for (var function : functions()) {
      var zip = zip(function).getFileName().toString();
      wanted.merge(zip, has(function, variable), Boolean::logicalOr);
      carried.put(zip, carries(function, "lib/" + client + "-[0-9].*\\.jar"));
    }
    assertThat(wanted.values()).contains(true, false);
    assertThat(carried).isEqualTo(wanted);
  }

  private static Path zip(Resource function) {
    return Assembly.FOLDER.resolve("asset." + function.property("/Code/S3Key").asText());
  }

  private static boolean has(Resource function, String variable) {
    return function.property("/Environment/Variables").properties().stream()
        .anyMatch(named -> named.getKey().matches(variable));
  }

  private static boolean carries(Resource function, String entry) throws IOException {
    try (var content = new ZipFile(zip(function).toFile())) {
      return content.stream().anyMatch(found -> found.getName().matches(entry));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void every_function_runs_java_25_on_arm(Resource function) {
    assertThat(function.property("/Runtime").asText()).isEqualTo("java25");
    assertThat(function.property("/Architectures/0").asText()).isEqualTo("arm64");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void every_function_logs_json_into_a_group_that_forgets(Resource function) {
    assertThat(function.property("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
    var group = ASSEMBLY.words(function.property("/LoggingConfig/LogGroup"));
    assertThat(group).isEqualTo(function.name().replace("Function", "Logs"));
    assertThat(ASSEMBLY.named(group).property("/RetentionInDays").asInt()).isEqualTo(90);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void no_function_reserves_concurrency_that_the_tills_may_need(Resource function) {
    assertThat(function.property("/ReservedConcurrentExecutions").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "LedgerAudit, Audit",
    "NightlySweep, Sweep",
    "Expiry, DueAccounts",
    "BirthdayGifts, Birthday"
  })
  void what_a_schedule_calls_and_nobody_waits_for_has_dead_letters(String name, String letters) {
    var function = ASSEMBLY.named(name + "Function");
    assertThat(ASSEMBLY.words(function.property("/DeadLetterConfig/TargetArn")))
        .isEqualTo(letters + "DeadLetters.Arn");
  }
}
