// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.local.http.Json;
import org.ramure.local.template.Assembly.StackTemplate;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourcesTest {
  private static final Places PLACES =
      new Places("eu-west-3", "000000000000", "http://api", "http://queues");

  private static final String DATA =
      """
      {"Resources": {
         "Orders": {"Type": "AWS::DynamoDB::Table"},
         "Keys": {"Type": "AWS::SecretsManager::Secret"},
         "Bodies": {"Type": "AWS::S3::Bucket"}},
       "Outputs": {
         "Name": {"Value": {"Ref": "Orders"}, "Export": {"Name": {"Fn::Join": [":", [{"Ref": "AWS::StackName"}, "Orders"]]}}}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          EXPRESSION                                                     | VALUE
          {"Ref": "Work"}                                                | http://queues/000000000000/Compute-Work
          {"Fn::GetAtt": ["Work", "Arn"]}                                | arn:aws:sqs:eu-west-3:000000000000:Compute-Work
          {"Fn::GetAtt": "Work.QueueName"}                               | Compute-Work
          {"Ref": "Role"}                                                | Compute-Role
          {"Fn::GetAtt": ["Role", "Arn"]}                                | arn:aws:iam::000000000000:role/Compute-Role
          {"Ref": "Named"}                                               | own-Compute
          {"Fn::ImportValue": "Data:Orders"}                             | Data-Orders
          {"Fn::Sub": "${AWS::Region}/${Work.QueueName}/${!kept}"}       | eu-west-3/Compute-Work/${kept}
          {"Fn::Sub": ["${a}-${Role}", {"a": {"Ref": "AWS::AccountId"}}]} | 000000000000-Compute-Role
          {"Fn::Select": [1, {"Fn::Split": ["/", "a/b/c"]}]}             | b
          {"Ref": "Version"}                                             | 21
          {"Fn::GetAtt": ["Api", "ApiEndpoint"]}                         | http://api
          """)
  void a_reference_becomes_the_value_it_would_have(String expression, String value) {
    assertThat(resolved(expression).asText()).isEqualTo(value);
  }

  @Test
  void the_same_type_can_be_referred_to_by_name_or_by_arn() {
    Resources resources = resolve(Map.of("Data", DATA));
    assertThat(resources.of(Kind.SECRET))
        .extracting(Resource::arn)
        .containsExactly("arn:aws:secretsmanager:eu-west-3:000000000000:secret:Data-Keys-local1");
    assertThat(resources.of(Kind.BUCKET)).extracting(Resource::name).containsExactly("data-bodies");
  }

  @Test
  void a_property_without_a_value_is_not_there() {
    assertThat(resolved("{\"Ref\": \"AWS::NoValue\"}").isMissingNode()).isTrue();
  }

  @Test
  void unknown_types_are_all_named_and_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                resolve(
                    Map.of(
                        "Compute",
                        """
                        {"Resources": {"Log": {"Type": "Custom::LogRetention"},
                                       "Step": {"Type": "AWS::StepFunctions::StateMachine"}}}
                        """)))
        .withMessageContaining("Custom::LogRetention (Compute/Log)")
        .withMessageContaining("AWS::StepFunctions::StateMachine (Compute/Step)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Fn::Cidr": ["10.0.0.0/16", 1, 8]} | Fn::Cidr
          {"Fn::ImportValue": "Data:Other"}   | Data:Other
          {"Ref": "Nobody"}                   | Nobody
          {"Fn::GetAtt": ["Work", "Colour"]}  | Colour
          """)
  void what_cannot_be_resolved_is_named(String expression, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolved(expression))
        .withMessageContaining(named);
  }

  /// The value of an expression somewhere in a function's properties.
  private static JsonNode resolved(String expression) {
    String compute =
        """
        {"Parameters": {"Version": {"Type": "String", "Default": "21"}},
         "Resources": {
           "Work": {"Type": "AWS::SQS::Queue"},
           "Role": {"Type": "AWS::IAM::Role"},
           "Named": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": {"Fn::Sub": "own-${AWS::StackName}"}}},
           "Api": {"Type": "AWS::ApiGatewayV2::Api"},
           "Probe": {"Type": "AWS::Lambda::Permission", "Properties": {"deep": [{"value": %s}]}}}}
        """
            .formatted(expression);
    return resolve(Map.of("Data", DATA, "Compute", compute))
        .of(Kind.PERMISSION)
        .findFirst()
        .orElseThrow()
        .properties()
        .at("/deep/0/value");
  }

  private static Resources resolve(Map<String, String> templates) {
    List<StackTemplate> stacks =
        templates.entrySet().stream()
            .map(
                entry ->
                    new StackTemplate(
                        entry.getKey(), "unknown-region", Json.read(entry.getValue())))
            .toList();
    return Resources.resolve(new Assembly(stacks, Map.of()), PLACES);
  }
}
