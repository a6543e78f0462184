// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.ramure.local.http.Json;

/// The resources of an account that hold something, as ARNs by the word of their service.
final class Inventory {
  private static final Pattern NAME = Pattern.compile("<Name>([^<]+)</Name>");

  private Inventory() {}

  static Map<String, List<String>> of(Aws root) {
    String here = ":" + root.region() + ":000000000000:";
    return Map.of(
        "dynamodb",
        list(
            root,
            "dynamodb",
            "ListTables",
            "/TableNames",
            "",
            name -> "arn:aws:dynamodb" + here + "table/" + name),
        "sqs",
        list(
            root,
            "sqs",
            "ListQueues",
            "/QueueUrls",
            "",
            url -> "arn:aws:sqs" + here + afterLast(url)),
        "secretsmanager",
        list(root, "secretsmanager", "ListSecrets", "/SecretList", "/ARN", arn -> arn),
        "kms",
        list(root, "kms", "ListKeys", "/Keys", "/KeyArn", arn -> arn),
        "events",
        list(root, "events", "ListEventBuses", "/EventBuses", "/Arn", arn -> arn),
        "s3",
        NAME.matcher(root.rest("s3", "GET", "/", new byte[0]).require().body())
            .results()
            .map(bucket -> "arn:aws:s3:::" + bucket.group(1))
            .toList());
  }

  /// @param array in the answer
  /// @param field of its elements; empty where they are texts
  private static List<String> list(
      Aws root,
      String service,
      String operation,
      String array,
      String field,
      UnaryOperator<String> arn) {
    JsonNode answer = root.json(service, operation, Json.object()).require().json();
    if (answer.has("NextToken") || answer.has("LastEvaluatedTableName")) {
      throw new IllegalStateException("There is more than one page of " + operation);
    }
    return answer.at(array).valueStream().map(each -> arn.apply(each.at(field).asText())).toList();
  }

  private static String afterLast(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
