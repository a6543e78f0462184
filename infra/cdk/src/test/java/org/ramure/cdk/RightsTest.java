// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.cdk.Assembly.Resource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RightsTest {

  private final Assembly assembly = Assembly.built();

  /// A right as one line: who, what, on what, and under which condition.
  private record Right(String who, List<String> actions, String resource, String condition) {

    @Override
    public String toString() {
      return String.format(
              Locale.ROOT, "%-18s %-34s %s %s", who, resource, String.join(" ", actions), condition)
          .strip();
    }
  }

  @Test
  void every_role_has_exactly_the_rights_of_the_table() {
    Golden.of("rights.txt").mustBe(rights().map(Right::toString).sorted().toList());
  }

  @Test
  void no_right_names_a_pattern_of_actions() {
    assertThat(rights().flatMap(right -> right.actions().stream()))
        .isNotEmpty()
        .allMatch(action -> !action.contains("*"));
  }

  @Test
  void only_the_names_of_quarantined_bodies_are_a_pattern_of_resources() {
    assertThat(rights().filter(right -> right.resource().contains("*")).map(Right::resource))
        .containsOnly("QuarantineBodies.Arn/*");
  }

  @Test
  void a_key_is_used_only_through_the_service_that_keeps_the_data() {
    assertThat(rights().filter(right -> right.actions().toString().contains("kms:")))
        .isNotEmpty()
        .allMatch(right -> right.condition().startsWith("if via "));
  }

  @Test
  void what_is_set_up_is_changed_by_the_office_and_the_sweeps_cursors_alone() {
    assertThat(
            rights()
                .filter(right -> right.resource().equals("TablesProgrammes.Arn"))
                .filter(right -> right.condition().isEmpty())
                .filter(right -> right.actions().stream().anyMatch(RightsTest::writes)))
        .extracting(Right::who)
        .containsExactlyInAnyOrder("ProgrammeAdmin", "NightlySweep");
    assertThat(rights().filter(right -> right.condition().startsWith("on keys ")))
        .isNotEmpty()
        .allMatch(right -> right.actions().equals(List.of("dynamodb:UpdateItem")))
        .allMatch(right -> right.condition().matches("on keys (APIKEYUSE|BEGUN)#[*]"));
  }

  private static boolean writes(String action) {
    return !action.matches("dynamodb:(GetItem|BatchGetItem|Query|ConditionCheckItem)");
  }

  @Test
  void the_audit_writes_nothing_but_to_its_own_queue_and_sees_no_people() {
    var rights = rights().filter(right -> right.who().equals("LedgerAudit")).toList();
    assertThat(rights.stream().filter(right -> right.toString().contains("dynamodb:")))
        .isNotEmpty()
        .allMatch(
            right ->
                right.actions().stream()
                    .allMatch(a -> a.matches("dynamodb:(GetItem|BatchGetItem|Query|Scan)")));
    assertThat(rights).noneMatch(right -> right.resource().contains("Members"));
    assertThat(rights().filter(right -> right.actions().contains("dynamodb:Scan")))
        .extracting(Right::who)
        .containsOnly("LedgerAudit");
  }

  @Test
  void a_role_has_no_rights_from_elsewhere() {
    assertThat(assembly.ofType("AWS::IAM::Role"))
        .isNotEmpty()
        .allMatch(role -> role.properties().path("ManagedPolicyArns").isMissingNode())
        .allMatch(role -> role.properties().path("Policies").isMissingNode());
    assertThat(assembly.ofType("AWS::IAM::ManagedPolicy")).isEmpty();
  }

  @Test
  void a_role_is_taken_only_by_its_service() {
    assertThat(assembly.ofType("AWS::IAM::Role"))
        .extracting(role -> role.property("/AssumeRolePolicyDocument/Statement/0/Principal"))
        .extracting(JsonNode::toString)
        .containsOnly(
            "{\"Service\":\"lambda.amazonaws.com\"}", "{\"Service\":\"scheduler.amazonaws.com\"}");
  }

  @Test
  void each_function_has_a_role_of_its_own() {
    assertThat(assembly.functions().values())
        .extracting(function -> assembly.words(function.property("/Role")))
        .doesNotHaveDuplicates();
  }

  private Stream<Right> rights() {
    return assembly.ofType("AWS::IAM::Policy").stream().flatMap(this::rights);
  }

  private Stream<Right> rights(Resource policy) {
    String who = policy.name().replaceFirst("RoleDefaultPolicy$", "");
    return Assembly.list(policy.property("/PolicyDocument/Statement")).stream()
        .peek(statement -> assertThat(statement.path("Effect").asText()).isEqualTo("Allow"))
        .peek(statement -> assertThat(statement.has("NotAction")).isFalse())
        .flatMap(statement -> rights(who, statement));
  }

  private Stream<Right> rights(String who, JsonNode statement) {
    var actions = Assembly.list(statement.path("Action")).stream().map(JsonNode::asText).toList();
    var words = condition(statement.path("Condition"));
    return Assembly.list(statement.path("Resource")).stream()
        .map(resource -> new Right(who, actions, assembly.words(resource), words));
  }

  private String condition(JsonNode condition) {
    var via = condition.at("/StringEquals/kms:ViaService");
    var leading = condition.at("/ForAllValues:StringLike/dynamodb:LeadingKeys");
    if (!leading.isMissingNode()) {
      assertThat(condition.at("/Null/dynamodb:LeadingKeys").asText())
          .as("without a leading key it would hold of nothing")
          .isEqualTo("false");
      return "on keys " + leading.path(0).asText();
    }
    return via.isMissingNode() ? "" : "if via " + assembly.words(via);
  }
}
