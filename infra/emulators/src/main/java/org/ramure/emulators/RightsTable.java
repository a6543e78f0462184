// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ramure.emulators.Rights.Right;
import org.ramure.local.http.Json;

/// Every function times every action that any function may do, and some that none may, on every
/// resource of the account: what the function's own role does not give is refused, and what it
/// gives is not.
///
/// The table is made of what was deployed. A call names its resource and nothing else, so that one
/// that is let through changes nothing: judging comes before reading the rest.
final class RightsTable {
  /// What no function may do.
  private static final Map<String, List<String>> NOBODYS =
      Map.of(
          "dynamodb", List.of("Scan", "DeleteTable", "UpdateTable", "UpdateTimeToLive"),
          "sqs", List.of("PurgeQueue", "DeleteQueue", "SetQueueAttributes"),
          "secretsmanager", List.of("PutSecretValue", "DeleteSecret", "DeleteResourcePolicy"),
          "kms", List.of("DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"),
          "s3", List.of("DeleteObject"));

  /// The emulator judges these against something else than AWS does: calls of a stream against all
  /// resources, calls of a log against the group instead of its streams.
  private static final Set<String> NOT_JUDGED =
      Set.of(
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams",
          "logs:CreateLogStream",
          "logs:PutLogEvents");

  /// The services do not agree on how to say that a signature is missing.
  private static final Set<String> UNSIGNED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private static final String OTHER_KEY = "of nobody";

  private final Aws root;
  private final Map<String, Row> rows = new TreeMap<>();
  private final Set<Right> columns = new TreeSet<>();

  /// @param caller with the credentials that the function gets
  private record Row(Rights rights, Aws caller) {}

  RightsTable(Deployed deployed) {
    root = deployed.root();
    for (var function : deployed.functions()) {
      var rights = Rights.of(root, function.role());
      rows.put(function.word(), new Row(rights, root.as(root.assume(function.role()))));
      rights.all().forEach(columns::add);
    }
    columns.removeIf(right -> right.resource().equals("*"));
    columns.removeIf(right -> NOT_JUDGED.contains(right.action()));
    columns.addAll(everywhere());
    columns.addAll(
        columns.stream()
            .filter(right -> !right.leadingKey().isEmpty())
            .map(right -> right.ofKey(OTHER_KEY))
            .toList());
  }

  private Set<Right> everywhere() {
    var everywhere = new TreeSet<Right>();
    Inventory.of(root)
        .forEach(
            (service, resources) -> {
              for (String action : actions(service)) {
                String part = action.matches("s3:.*Object") ? "/*" : "";
                resources.forEach(arn -> everywhere.add(new Right(action, arn + part, "")));
              }
            });
    return everywhere;
  }

  private Set<String> actions(String service) {
    var actions = new TreeSet<String>();
    NOBODYS.getOrDefault(service, List.of()).forEach(each -> actions.add(service + ":" + each));
    columns.stream()
        .filter(right -> right.service().equals(service))
        .map(Right::action)
        .forEach(actions::add);
    return actions;
  }

  Set<Right> rights() {
    return columns;
  }

  /// The ARNs of all that is in the table.
  Set<String> resources() {
    return columns.stream().map(Right::resource).collect(Collectors.toCollection(TreeSet::new));
  }

  /// @return one sentence for each cell that is not as it must be
  List<String> differences() {
    var differences = new ArrayList<String>();
    rows.forEach(
        (function, row) -> {
          for (Right right : columns) {
            boolean isRefused = call(row.caller(), right).code().startsWith("AccessDenied");
            if (isRefused == row.rights().give(right)) {
              differences.add(
                  "%s %s %s".formatted(function, isRefused ? "is refused" : "may", right));
            }
          }
        });
    return differences;
  }

  /// @return one sentence for each call without a signature that is let through
  List<String> openToAnybody() {
    return columns.stream()
        .filter(right -> !UNSIGNED.contains(call(root.unsigned(), right).code()))
        .map(Right::toString)
        .toList();
  }

  private Aws.Answer call(Aws caller, Right right) {
    return switch (right.service()) {
      case "s3" -> s3(caller, right);
      case "dynamodb" -> dynamoDb(caller, right);
      case "sqs" ->
          caller.json("sqs", right.operation(), Json.object().put("QueueUrl", queueUrl(right)));
      case "kms" ->
          caller.json("kms", right.operation(), Json.object().put("KeyId", right.resource()));
      case "secretsmanager" ->
          caller.json(
              "secretsmanager", right.operation(), Json.object().put("SecretId", right.resource()));
      case "events" -> caller.json("events", right.operation(), event(right));
      default -> throw unknown(right);
    };
  }

  private static String name(Right right) {
    return right.resource().substring(right.resource().lastIndexOf(':') + 1);
  }

  private String queueUrl(Right right) {
    return root.endpoint() + "/" + right.resource().split(":")[4] + "/" + name(right);
  }

  private static ObjectNode event(Right right) {
    var event = Json.object();
    event.putArray("Entries").addObject().put("EventBusName", right.resource());
    return event;
  }

  private static Aws.Answer dynamoDb(Aws caller, Right right) {
    String table = right.resource().replaceFirst("/index/.*$", "");
    String operation = right.operation();
    var input = Json.object();
    switch (operation) {
      case "BatchGetItem", "BatchWriteItem" -> input.putObject("RequestItems").putObject(table);
      case "ConditionCheckItem" ->
          input
              .putArray("TransactItems")
              .addObject()
              .putObject("ConditionCheck")
              .put("TableName", table);
      default -> input.put("TableName", table);
    }
    if (!right.leadingKey().isEmpty()) {
      var key = input.put("ConditionExpression", "attribute_exists(pk)").putObject("Key");
      key.putObject("pk").put("S", right.leadingKey().replace("*", "of nobody"));
      key.putObject("sk").put("S", "of nobody");
    }
    if (right.resource().contains("/index/")) {
      input.put("IndexName", right.resource().replaceFirst("^.*/index/", ""));
    }
    return caller.json(
        "dynamodb",
        operation.equals("ConditionCheckItem") ? "TransactWriteItems" : operation,
        input);
  }

  /// An object that is not there; one that is put has no content.
  private static Aws.Answer s3(Aws caller, Right right) {
    String path = "/" + name(right).replace("*", "table-of-rights");
    return switch (right.operation()) {
      case "GetObject" -> caller.rest("s3", "GET", path, new byte[0]);
      case "PutObject" -> caller.rest("s3", "PUT", path, new byte[0]);
      case "DeleteObject" -> caller.rest("s3", "DELETE", path, new byte[0]);
      case "ListBucket" -> caller.rest("s3", "GET", path + "?list-type=2", new byte[0]);
      default -> throw unknown(right);
    };
  }

  private static IllegalStateException unknown(Right right) {
    return new IllegalStateException("Nobody here knows how to call " + right);
  }
}
