// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.cdk.Assembly.Resource;
import org.ramure.cdk.ByteCode.Body;
import org.ramure.cdk.ByteCode.Method;
import org.ramure.table.TableShape;

/// The rights and variables of a function against what its code can do, read from its classes: what
/// is missing would fail in production only, what is too much would never be noticed.
@DisplayNameGeneration(ReplaceUnderscores.class)
class UseTest {

  private static final Assembly ASSEMBLY = Assembly.built();

  /// The classes that call DynamoDB, and the table each is for.
  private static final Map<String, TableShape> TABLES =
      Map.ofEntries(
          Map.entry("org/ramure/table/programmes/Rows", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/programmes/ProgrammeTable", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/programmes/DraftTable", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/programmes/ApiKeyTable", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/ApiKeyUses", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/SweepCursors", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/BegunDays", TableShape.PROGRAMMES),
          Map.entry("org/ramure/table/MemberTable", TableShape.MEMBERS),
          Map.entry("org/ramure/table/PurchaseTable", TableShape.PURCHASES),
          Map.entry("org/ramure/table/LedgerTable", TableShape.LEDGER),
          Map.entry("org/ramure/table/VoucherTable", TableShape.VOUCHERS),
          Map.entry("org/ramure/table/QuarantineTable", TableShape.QUARANTINE),
          Map.entry("org/ramure/table/WebhookSubscriptionTable", TableShape.WEBHOOKS),
          Map.entry("org/ramure/table/WebhookDeliveryTable", TableShape.WEBHOOKS));

  /// What a call of the SDK, or of the two classes that speak to it for all tables, needs.
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("DynamoDbClient.getItem", "GetItem"),
          Map.entry("DynamoDbClient.putItem", "PutItem"),
          Map.entry("DynamoDbClient.updateItem", "UpdateItem"),
          Map.entry("DynamoDbClient.deleteItem", "DeleteItem"),
          Map.entry("DynamoDbClient.query", "Query"),
          Map.entry("DynamoDbClient.queryPaginator", "Query"),
          Map.entry("DynamoDbClient.batchGetItem", "BatchGetItem"),
          Map.entry("DynamoDbClient.scan", "Scan"),
          Map.entry("DynamoDbTable.getItem", "GetItem"),
          Map.entry("DynamoDbTable.putItem", "PutItem"),
          Map.entry("DynamoDbEnhancedClient.batchWriteItem", "BatchWriteItem"),
          Map.entry("DynamoDbTable.deleteItem", "DeleteItem"),
          Map.entry("DynamoDbTable.query", "Query"),
          Map.entry("TransactWriteItemsEnhancedRequest$Builder.addPutItem", "PutItem"),
          Map.entry("TransactWriteItemsEnhancedRequest$Builder.addDeleteItem", "DeleteItem"),
          Map.entry(
              "TransactWriteItemsEnhancedRequest$Builder.addConditionCheck", "ConditionCheckItem"),
          Map.entry("Table.get", "GetItem"),
          Map.entry("Table.getAll", "BatchGetItem"),
          Map.entry("Table.partition", "Query"),
          Map.entry("Table.keys", "Scan"),
          Map.entry("Table.put", "PutItem"),
          Map.entry("Table.update", "UpdateItem"),
          Map.entry("Transaction.put", "PutItem"),
          Map.entry("Transaction.update", "UpdateItem"),
          Map.entry("Transaction.delete", "DeleteItem"),
          Map.entry("Transaction.check", "ConditionCheckItem"));

  /// Functions that are another handler of a module.
  private static final Map<String, String> WITH_THE_CODE_OF =
      Map.of(
          "quarantine-replay", "purchase-ingestion", "webhook-subscriptions", "webhook-delivery");

  private static final Set<String> FOR_ALL_TABLES = Set.of("Table", "Transaction");

  private static final Pattern ROUTE = Pattern.compile("[A-Z]+ /v1/\\S*");

  private static final Set<String> VARIABLES =
      Stream.of(
              TableShape.all().stream().map(TableShape::environment),
              Stream.of(Keyring.Purpose.values()).map(Keyring.Purpose::environment),
              Stream.of("QUARANTINE_BUCKET", "EVENT_BUS_NAME", "EVENTS_DEAD_LETTERS_URL"),
              Stream.of(
                      "ACCRUAL",
                      "ACCRUAL_TURNS",
                      "MINTING",
                      "REPLAY",
                      "WEBHOOK",
                      "AUDIT",
                      "EXPIRY",
                      "BIRTHDAY")
                  .flatMap(q -> Stream.of(q + "_QUEUE_URL", q + "_DEAD_LETTERS_URL")))
          .flatMap(names -> names)
          .collect(Collectors.toSet());

  /// Calls that need no right, or whose parts have theirs.
  private static final Set<String> FREE =
      Set.of(
          "DynamoDbClient.transactWriteItems",
          "DynamoDbClient.builder",
          "DynamoDbClient.close",
          "DynamoDbTable.tableSchema",
          "DynamoDbTable.tableName");

  static List<String> functions() {
    return List.copyOf(ASSEMBLY.functions().keySet());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_function_may_do_with_tables_exactly_what_its_code_can_do(String function) {
    assertThat(granted(function)).containsExactlyInAnyOrderElementsOf(done(function));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_function_knows_exactly_the_variables_that_its_code_reads(String function) {
    var known = new TreeSet<String>();
    resource(function)
        .property("/Environment/Variables")
        .properties()
        .forEach(variable -> known.add(variable.getKey()));
    assertThat(known).containsExactlyInAnyOrderElementsOf(read(function));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void the_gateway_sends_a_function_exactly_the_routes_it_answers(String function) {
    assertThat(routes(function)).containsExactlyInAnyOrderElementsOf(answered(function));
  }

  private static Set<String> routes(String function) {
    return ASSEMBLY.ofType("AWS::ApiGatewayV2::Route").stream()
        .filter(route -> ASSEMBLY.target(route).equals(resource(function).name()))
        .map(route -> route.property("/RouteKey").asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> answered(String function) {
    return reached(function).values().stream()
        .flatMap(body -> body.constants().stream())
        .filter(text -> ROUTE.matcher(text).matches())
        .collect(Collectors.toSet());
  }

  private static Resource resource(String function) {
    return Optional.ofNullable(ASSEMBLY.functions().get(function)).orElseThrow();
  }

  /// {@code Purchases Query}, {@code Purchases/index/changed Query}: what the template allows.
  private static Set<String> granted(String function) {
    var policy = resource(function).name().replaceFirst("Function$", "RoleDefaultPolicy");
    var rights = new TreeSet<String>();
    for (JsonNode statement :
        Assembly.list(ASSEMBLY.named(policy).property("/PolicyDocument/Statement"))) {
      String on = ASSEMBLY.words(statement.path("Resource"));
      if (on.startsWith("Tables") && on.contains(".Arn") && !on.startsWith("TablesMembersKey")) {
        String table = on.replaceFirst("Tables", "").replaceFirst("\\.Arn", "");
        Assembly.list(statement.path("Action"))
            .forEach(a -> rights.add(table + " " + a.asText().replaceFirst("dynamodb:", "")));
      }
    }
    return rights;
  }

  private static Set<String> done(String function) {
    var done = new TreeSet<String>();
    reached(function)
        .forEach(
            (method, body) ->
                body.calls().forEach(call -> use(method, body, call).ifPresent(done::add)));
    return done;
  }

  private static Optional<String> use(Method method, Body body, Method call) {
    String name = simple(call.type()) + "." + call.name();
    if (isOfSdk(call) && !FREE.contains(name) && !ACTIONS.containsKey(name)) {
      throw new AssertionError(method + " calls " + name + ": which right does that need?");
    }
    return Optional.ofNullable(ACTIONS.get(name))
        .filter(_ -> !FOR_ALL_TABLES.contains(simple(method.type())))
        .map(action -> on(method, body) + " " + action);
  }

  private static boolean isOfSdk(Method call) {
    return Set.of("DynamoDbClient", "DynamoDbTable").contains(simple(call.type()));
  }

  private static String on(Method method, Body body) {
    var table =
        Optional.ofNullable(TABLES.get(method.type()))
            .orElseThrow(
                () -> new AssertionError(method + " calls DynamoDB: which table is that?"));
    boolean byIndex = body.calls().stream().anyMatch(call -> call.name().equals("indexName"));
    return byIndex ? table.name() + "/index/" + index(table, body) : table.name();
  }

  private static String index(TableShape table, Body body) {
    return table.indexes().stream()
        .map(TableShape.Index::name)
        .filter(name -> body.fields().contains(field(name)))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> read(String function) {
    var read = new TreeSet<String>();
    reached(function)
        .forEach(
            (method, body) -> {
              if (!method.name().equals("<clinit>")) {
                body.constants().stream().filter(VARIABLES::contains).forEach(read::add);
                tablesAskedFor(body).map(TableShape::environment).forEach(read::add);
              }
            });
    return read;
  }

  private static Stream<TableShape> tablesAskedFor(Body body) {
    return body.calls().stream().anyMatch(UseTest::asksForATable)
        ? TableShape.all().stream().filter(shape -> body.fields().contains(field(shape.name())))
        : Stream.of();
  }

  private static boolean asksForATable(Method call) {
    return call.type().equals("org/ramure/lambda/Environment") && call.name().equals("table");
  }

  private static String field(String name) {
    return "org/ramure/table/TableShape." + name.toUpperCase(Locale.ROOT);
  }

  private static Map<Method, Body> reached(String function) {
    var handler = resource(function).property("/Handler").asText().replace('.', '/');
    return ByteCode.of(folders(function)).from(handler);
  }

  private static List<Path> folders(String function) {
    var folders = new ArrayList<Path>();
    var own = WITH_THE_CODE_OF.getOrDefault(function, function);
    for (String module : List.of("loyalty-core", "loyalty-table", "loyalty-lambda", own)) {
      var folder = Path.of("../../functions", module, "target/classes");
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('/') + 1);
  }
}
