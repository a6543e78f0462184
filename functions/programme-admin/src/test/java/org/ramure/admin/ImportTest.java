// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.CallPattern;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.table.programmes.Store;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class ImportTest {

  private static final String HEADER = "id,name,zone,timeZone,phoneRegion\n";
  private static final String EPINAL = "epinal,Épinal,east,Europe/Paris,FR\n";

  private final Desk desk;
  private final DynamoDbProxy proxy;

  ImportTest(DynamoDbClient client, DynamoDbProxy proxy) {
    desk = Desk.open(client);
    this.proxy = proxy;
  }

  @BeforeEach
  void zone() {
    desk.put("/v1/zones/east", "{\"name\": \"Est\"}");
  }

  private Exchange load(String path, String file) {
    var event = Desk.event("POST", path, desk.adminKey(), file);
    GatewayEvent.headers(event).put("content-type", "text/csv; charset=utf-8");
    return desk.handle(event);
  }

  private Exchange loadBytes(String path, byte[] file) {
    var event = Desk.event("POST", path, desk.adminKey(), Base64.getEncoder().encodeToString(file));
    GatewayEvent.headers(event).put("content-type", "text/csv");
    event.put("isBase64Encoded", true);
    return desk.handle(event);
  }

  private Exchange stores(String file) {
    return load("/v1/stores/import", file);
  }

  private Exchange zones(String file) {
    return load("/v1/zones/import", file);
  }

  /// As "3 rows: 1 added, 0 changed, 1 unchanged; 3 zone UNKNOWN_ZONE".
  private static String told(JsonNode report) {
    return "%d rows: %d added, %d changed, %d unchanged%s"
        .formatted(
            report.path("rows").asInt(),
            report.path("added").asInt(),
            report.path("changed").asInt(),
            report.path("unchanged").asInt(),
            report
                .path("rejected")
                .valueStream()
                .map(
                    reject ->
                        "; %d %s %s"
                            .formatted(
                                reject.path("line").asInt(),
                                reject.path("field").asText(),
                                reject.path("reason").asText()))
                .collect(Collectors.joining()));
  }

  private List<String> ids() {
    return desk.table.stores(Desk.TRADITION).stream().map(Store::id).toList();
  }

  private static String many(int stores, String name) {
    return IntStream.range(0, stores)
        .mapToObj(i -> "S%d,%s %d,east,Europe/Paris,FR\n".formatted(i, name, i))
        .collect(Collectors.joining("", HEADER, ""));
  }

  @Test
  void six_hundred_stores_come_in_one_call_and_the_same_file_again_changes_nothing() {
    var file = many(600, "Pharmacie");
    assertThat(told(stores(file).body())).isEqualTo("600 rows: 600 added, 0 changed, 0 unchanged");
    assertThat(ids()).hasSize(600);
    var again = proxy.meter().during(() -> stores(file));
    assertThat(again.total()).as("reads only").hasToString("2 calls, 24 R, 0 W");
    assertThat(told(stores(file).body())).isEqualTo("600 rows: 0 added, 0 changed, 600 unchanged");
  }

  @Test
  void what_is_new_costs_a_write_each_25_to_a_call() {
    var usage = proxy.meter().during(() -> stores(many(60, "Pharmacie")));
    assertThat(usage.total()).hasToString("5 calls, 2 R, 60 W");
  }

  @Test
  void a_batch_that_was_taken_in_part_is_sent_to_its_end() {
    proxy.inject(CallPattern.of("BatchWriteItem").dropAnswerAfterSuccess().times(1));
    assertThat(stores(many(30, "Pharmacie")).status()).isEqualTo(200);
    assertThat(ids()).hasSize(30);
  }

  @Test
  void what_changed_is_written_and_says_by_whom() {
    stores(HEADER + EPINAL + "lyon,Lyon,,Europe/Paris,FR\n");
    desk.pass(java.time.Duration.ofMinutes(1));
    var report = stores(HEADER + EPINAL + "lyon,Lyon Bellecour,,Europe/Paris,FR\n").body();
    assertThat(told(report)).isEqualTo("2 rows: 0 added, 1 changed, 1 unchanged");
    assertThat(desk.get("/v1/stores/lyon").text("name")).isEqualTo("Lyon Bellecour");
    assertThat(desk.get("/v1/stores/lyon").text("changedAt")).isEqualTo(desk.now().toString());
    assertThat(desk.get("/v1/stores/epinal").text("changedAt")).isEqualTo(Desk.NOW.toString());
  }

  @Test
  void a_bad_row_keeps_all_from_being_written() {
    var answer = stores(HEADER + EPINAL + "lyon,Lyon,west,Europe/Paris,FR\n");
    assertThat(answer.problem()).isEqualTo("422 rows-rejected");
    assertThat(told(answer.body().path("report")))
        .isEqualTo("2 rows: 1 added, 0 changed, 0 unchanged; 3 zone UNKNOWN_ZONE");
    assertThat(answer.body().at("/report/written").asBoolean()).isFalse();
    assertThat(ids()).isEmpty();
  }

  @Test
  void the_good_rows_are_written_where_that_is_asked_for() {
    var file = HEADER + EPINAL + "lyon,Lyon,west,Europe/Paris,FR\n";
    var report = load("/v1/stores/import?partial=true", file).body();
    assertThat(report.path("written").asBoolean()).isTrue();
    assertThat(told(report)).endsWith("3 zone UNKNOWN_ZONE");
    assertThat(ids()).containsExactly("epinal");
  }

  @Test
  void a_dry_run_tells_and_writes_nothing() {
    var report = load("/v1/stores/import?dryRun=true", HEADER + EPINAL).body();
    assertThat(report.path("written").asBoolean()).isFalse();
    assertThat(told(report)).isEqualTo("1 rows: 1 added, 0 changed, 0 unchanged");
    assertThat(load("/v1/stores/import?dryRun=true", HEADER + "a b,,,,\n").status()).isEqualTo(200);
    assertThat(ids()).isEmpty();
  }

  @Test
  void a_column_that_is_left_out_leaves_what_is_there() {
    stores(HEADER + "epinal,Épinal,east,Europe/Paris,GP\n");
    stores("id;name;timeZone\nepinal;Boutique;Europe/Paris\n");
    var store = desk.get("/v1/stores/epinal").body();
    assertThat(store.path("name").asText()).isEqualTo("Boutique");
    assertThat(store.path("zone").asText()).isEqualTo("east");
    assertThat(store.path("phoneRegion").asText()).isEqualTo("GP");
    stores("id,name,timeZone,zone\nepinal,Boutique,Europe/Paris,\n");
    assertThat(desk.get("/v1/stores/epinal").body().has("zone")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          FILE                                                            | REJECTS
          id,name,timeZone⏎a,A,Europe/Paris⏎a,B,Europe/Paris              | 3 id DUPLICATE_ID
          id,name,timeZone⏎,A,Europe/Paris                                | 2 id MISSING
          id,name,timeZone⏎a.b,A,Europe/Paris                             | 2 id NOT_AN_ID
          id,name,timeZone⏎a,,Europe/Paris                                | 2 name MISSING
          id,name,timeZone⏎a,A,Paris                                      | 2 timeZone NOT_A_TIME_ZONE
          id,name,timeZone⏎a,A,+02:00                                     | 2 timeZone NOT_A_TIME_ZONE
          id,name,timeZone⏎a,A,                                           | 2 timeZone MISSING
          id,name,timeZone,phoneRegion⏎a,A,Europe/Paris,France            | 2 phoneRegion NOT_A_REGION
          id,name,timeZone,zone⏎a,A,Europe/Paris,west                     | 2 zone UNKNOWN_ZONE
          id,name,timeZone,zone⏎a,A,Europe/Paris,w w                      | 2 zone NOT_AN_ID
          id,name,timeZone⏎a,A                                            | 2  OTHER_NUMBER_OF_CELLS
          id,name,timeZone⏎a,A,Europe/Paris,FR                            | 2  OTHER_NUMBER_OF_CELLS
          id,name,timeZone⏎a.b,,Paris                                     | 2 id NOT_AN_ID; 2 name MISSING; 2 timeZone NOT_A_TIME_ZONE
          id,name,timeZone⏎"a","x⏎y",Europe/Paris⏎b,,Europe/Paris         | 2 name NOT_A_NAME; 4 name MISSING
          id,name,timezone⏎a,A,Europe/Paris                               | 1 timezone UNKNOWN_COLUMN; 1 timeZone MISSING_COLUMN
          id,name,name,timeZone⏎a,A,A,Europe/Paris                        | 1 name DUPLICATE_COLUMN
          """)
  void a_rejected_row_is_told_with_its_line_its_column_and_a_reason(String file, String rejects) {
    var answer = stores(file.replace("⏎", "\n"));
    assertThat(answer.problem()).isEqualTo("422 rows-rejected");
    assertThat(told(answer.body().path("report"))).endsWith("; " + rejects);
    assertThat(ids()).isEmpty();
  }

  @Test
  void a_first_line_with_a_fault_keeps_even_the_good_rows_out() {
    var file = "id,name,timeZone,zon\nepinal,Épinal,Europe/Paris,east\n";
    assertThat(load("/v1/stores/import?partial=true", file).problem())
        .isEqualTo("422 rows-rejected");
    assertThat(ids()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_has_a_sentence_in_both_languages(Reject.Reason reason) {
    for (var language : Language.values()) {
      assertThat(Messages.in(language).text(reason.code())).isNotEqualTo(reason.code());
    }
  }

  @Test
  void sentences_are_in_the_language_asked_for() {
    var bad = HEADER + "lyon,Lyon,west,Europe/Paris,FR\n";
    var pointer = "/report/rejected/0/sentence";
    assertThat(stores(bad).body().at(pointer).asText()).isEqualTo("Cette zone n'existe pas.");
    assertThat(load("/v1/stores/import?lang=en", bad).body().at(pointer).asText())
        .isEqualTo("There is no such zone.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "ISO-8859-15", "UTF-16"})
  void a_file_that_is_not_UTF_8_is_refused(String charset) {
    var answer =
        loadBytes("/v1/stores/import", (HEADER + EPINAL).getBytes(Charset.forName(charset)));
    assertThat(answer.problem()).isEqualTo("400 bad-request");
    assertThat(answer.text("field")).isEqualTo("body");
    assertThat(ids()).isEmpty();
  }

  @Test
  void bytes_that_a_gateway_has_replaced_are_none_of_ours_either() {
    assertThat(stores(HEADER + "epinal,\uFFFDpinal,east,Europe/Paris,FR\n").text("field"))
        .isEqualTo("body");
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    var file = ("\uFEFF" + HEADER + EPINAL).replace("\n", "\r\n");
    assertThat(loadBytes("/v1/stores/import", file.getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(200);
    assertThat(desk.get("/v1/stores/epinal").text("name")).isEqualTo("Épinal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id,name,timeZone\n\"a,A,Europe/Paris\n", "id,name\n\"a\"b,A\n"})
  void what_is_no_CSV_is_refused_as_a_whole(String file) {
    assertThat(stores(file).problem()).isEqualTo("400 bad-request");
    assertThat(zones(file).problem()).isEqualTo("400 bad-request");
  }

  @Test
  void a_file_of_too_many_rows_is_refused() {
    assertThat(stores(many(2_001, "x")).text("field")).isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"partial=yes", "dryRun=1"})
  void a_flag_is_true_or_false(String query) {
    assertThat(load("/v1/stores/import?" + query, HEADER + EPINAL).text("field"))
        .isEqualTo(query.split("=")[0]);
  }

  @Test
  void zones_may_lie_in_zones_of_the_same_file_wherever_they_stand_in_it() {
    var report = zones("id,name,parent\nvosges,Vosges,lorraine\nlorraine,Lorraine,east\n").body();
    assertThat(told(report)).isEqualTo("2 rows: 2 added, 0 changed, 0 unchanged");
    assertThat(desk.table.zones(Desk.TRADITION).around("vosges"))
        .containsExactly("vosges", "lorraine", "east");
    assertThat(told(zones("id,name\neast,Grand Est\n").body()))
        .isEqualTo("1 rows: 0 added, 1 changed, 0 unchanged");
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          FILE                                              | REJECTS
          id,name,parent⏎a,A,b⏎b,B,a                        | 2 parent ZONE_IN_ITSELF; 3 parent ZONE_IN_ITSELF
          id,name,parent⏎a,A,a                              | 2 parent ZONE_IN_ITSELF
          id,name,parent⏎a,A,nowhere⏎b,B,a⏎c,C,b            | 2 parent UNKNOWN_ZONE; 3 parent UNKNOWN_ZONE; 4 parent UNKNOWN_ZONE
          id,name,parent⏎a,A,east⏎east,Est,a                | 2 parent ZONE_IN_ITSELF; 3 parent ZONE_IN_ITSELF
          id,name,parent⏎a,,⏎b,B,a                          | 2 name MISSING; 3 parent UNKNOWN_ZONE
          """)
  void what_is_no_tree_is_rejected_row_by_row(String file, String rejects) {
    var answer = zones(file.replace("⏎", "\n"));
    assertThat(told(answer.body().path("report"))).endsWith("; " + rejects);
    assertThat(desk.table.zones(Desk.TRADITION).byId()).containsOnlyKeys("east");
  }
}
