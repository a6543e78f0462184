// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ramure.local.http.Json;

/// What a role may do, as CloudFormation has made it of the template.
///
/// @param given whatever else is true of the call
/// @param throughServices only what a service does on the role's behalf, and no call of its own
record Rights(Set<Right> given, Set<Right> throughServices) {
  private static final Pattern MEMBER = Pattern.compile("<member>([^<]*)</member>");
  private static final String LEADING_KEYS = "/ForAllValues:StringLike/dynamodb:LeadingKeys/0";

  /// One action on one resource.
  ///
  /// @param resource its ARN
  /// @param leadingKey which partitions of a table, as a pattern; empty for all
  record Right(String action, String resource, String leadingKey) implements Comparable<Right> {
    private static final Comparator<Right> ORDER =
        Comparator.comparing(Right::action)
            .thenComparing(Right::resource)
            .thenComparing(Right::leadingKey);

    String service() {
      return action.substring(0, action.indexOf(':'));
    }

    String operation() {
      return action.substring(action.indexOf(':') + 1);
    }

    Right ofKey(String other) {
      return new Right(action, resource, other);
    }

    @Override
    public int compareTo(Right other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return action + " on " + resource + (leadingKey.isEmpty() ? "" : " of " + leadingKey);
    }
  }

  /// All of a role's policies, which are all inline.
  static Rights of(Aws root, String role) {
    String name = role.substring(role.lastIndexOf('/') + 1);
    var named = Map.of("RoleName", name);
    requireNone(root.query("iam", "ListAttachedRolePolicies", named).require());
    var given = new TreeSet<Right>();
    var throughServices = new TreeSet<Right>();
    for (String policy : members(root.query("iam", "ListRolePolicies", named).require())) {
      for (JsonNode statement : statements(root, name, policy)) {
        (isThroughService(statement) ? throughServices : given).addAll(rights(statement));
      }
    }
    return new Rights(given, throughServices);
  }

  /// @throws IllegalStateException where the statement says something that nobody here understands
  private static boolean isThroughService(JsonNode statement) {
    if (!statement.path("Effect").asText().equals("Allow")) {
      throw new IllegalStateException("Only what is allowed is understood: " + statement);
    }
    JsonNode condition = statement.path("Condition");
    boolean isThroughService = condition.at("/StringEquals").has("kms:ViaService");
    if (condition.size() > 0 && !isThroughService && condition.at(LEADING_KEYS).isMissingNode()) {
      throw new IllegalStateException("A condition that is not understood: " + statement);
    }
    return isThroughService;
  }

  private static void requireNone(Aws.Answer attached) {
    if (attached.body().contains("<PolicyArn>")) {
      throw new IllegalStateException("Only inline policies are understood: " + attached);
    }
  }

  private static List<String> members(Aws.Answer list) {
    return MEMBER.matcher(list.body()).results().map(member -> member.group(1)).toList();
  }

  private static JsonNode statements(Aws root, String role, String policy) {
    var answer =
        root.query("iam", "GetRolePolicy", Map.of("RoleName", role, "PolicyName", policy))
            .require();
    String document = answer.element("PolicyDocument");
    String json =
        document.startsWith("{") ? document : URLDecoder.decode(document, StandardCharsets.UTF_8);
    return Json.read(json).path("Statement");
  }

  private static List<Right> rights(JsonNode statement) {
    var rights = new ArrayList<Right>();
    for (JsonNode action : list(statement.path("Action"))) {
      for (JsonNode resource : list(statement.path("Resource"))) {
        String leadingKey = statement.path("Condition").at(LEADING_KEYS).asText("");
        rights.add(new Right(action.asText(), resource.asText(), leadingKey));
      }
    }
    return rights;
  }

  private static List<JsonNode> list(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? StreamSupport.stream(oneOrMore.spliterator(), false).toList()
        : List.of(oneOrMore);
  }

  /// Whether a call that the role makes itself is to be let through.
  boolean give(Right right) {
    return given.contains(right) || given.contains(right.ofKey(""));
  }

  Stream<Right> all() {
    return Stream.of(given, throughServices).flatMap(Set::stream);
  }
}
