// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramure.cdk.Assembly.Resource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SynthesisTest {

  /// Their {@code FunctionName} says which function they belong to.
  private static final Set<String> NAMED_BY_REFERENCE =
      Set.of("AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping");

  private final Assembly assembly = Assembly.built();

  @Test
  void a_second_synthesis_writes_the_same_bytes(@TempDir Path folder) throws Exception {
    Path second = folder.resolve("cdk.out");
    Process process = synthesis(second).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(contents(second)).isEqualTo(contents(Assembly.FOLDER));
  }

  /// The same bytes by chance are half of the runs: a map of two has one of two orders, drawn anew
  /// by each virtual machine.
  @Test
  void nothing_is_written_from_a_map_without_an_order() {
    var program = ByteCode.of(List.of(Path.of("target/classes")));
    var calls =
        program.from("org/ramure/cdk/LoyaltyApp").values().stream()
            .flatMap(body -> body.calls().stream())
            .filter(call -> call.type().equals("java/util/Map") && call.name().equals("of"))
            .map(ByteCode.Method::descriptor);
    assertThat(calls)
        .isNotEmpty()
        .containsOnly("(Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/Map;");
  }

  @Test
  void without_nodejs_it_says_what_is_missing(@TempDir Path folder) throws Exception {
    ProcessBuilder synthesis = synthesis(folder.resolve("cdk.out"));
    synthesis.environment().put("PATH", folder.toString());
    Process process = synthesis.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    assertThat(said).contains("Node.js ≥ 20 is needed");
  }

  @Test
  void nothing_of_the_machine_is_in_the_assembly() throws IOException {
    var here = Path.of("").toAbsolutePath().toString();
    var home = System.getProperty("user.home") + "/";
    for (Path file : files(Assembly.FOLDER)) {
      if (file.toString().endsWith(".json")) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContain(here, home, "/tmp/");
      }
    }
  }

  @Test
  void cdk_nag_finds_nothing_that_is_not_excused() throws IOException {
    assertThat(Findings.in(Assembly.FOLDER)).isEmpty();
  }

  @Test
  void every_excuse_has_a_reason_that_somebody_could_dispute() {
    var excuses =
        assembly.all().stream()
            .flatMap(
                resource ->
                    Assembly.list(resource.json().at("/Metadata/cdk_nag/rules_to_suppress"))
                        .stream())
            .filter(excuse -> !excuse.isMissingNode())
            .toList();
    assertThat(excuses)
        .isNotEmpty()
        .allMatch(excuse -> excuse.path("reason").asText().split(" ").length >= 8);
    assertThat(excuses.stream().map(excuse -> excuse.path("id").asText()).distinct())
        .containsExactlyInAnyOrder(
            "AwsSolutions-IAM5",
            "AwsSolutions-S1",
            "AwsSolutions-SMG4",
            "AwsSolutions-APIG4",
            "AwsSolutions-SQS3");
  }

  @Test
  void no_resource_is_made_by_a_program_of_the_library() {
    assertThat(assembly.all())
        .extracting(Resource::type)
        .noneMatch(type -> type.startsWith("Custom::"))
        .doesNotContain("AWS::CloudFormation::CustomResource", "AWS::CDK::Metadata");
    assertThat(assembly.functions()).hasSize(16);
  }

  @Test
  void no_resource_has_a_name_that_a_second_deployment_would_collide_with() {
    var names =
        Set.of(
            "TableName",
            "BucketName",
            "QueueName",
            "FunctionName",
            "RoleName",
            "TopicName",
            "LogGroupName",
            "AlarmName",
            "DashboardName",
            "AliasName");
    assertThat(assembly.all())
        .filteredOn(resource -> !NAMED_BY_REFERENCE.contains(resource.type()))
        .allSatisfy(
            resource ->
                assertThat(words(resource.properties())).doesNotContainAnyElementsOf(names));
    assertThat(assembly.named("NightlySchedule").property("/Name").isMissingNode()).isTrue();
    assertThat(assembly.ofType("AWS::SecretsManager::Secret"))
        .allMatch(secret -> secret.property("/Name").isMissingNode());
  }

  @Test
  void logical_ids_do_not_change_because_that_would_replace_what_they_name() {
    Golden.of("logical-ids.txt")
        .mustBe(
            assembly.all().stream()
                .map(r -> r.stack() + " " + r.type() + " " + r.logicalId())
                .sorted()
                .toList());
  }

  @Test
  void exports_do_not_vanish_because_a_deployed_stack_imports_them() {
    Golden.of("exports.txt")
        .mustBe(
            assembly.data().path("Outputs").properties().stream()
                .map(output -> output.getValue().at("/Export/Name").asText())
                .sorted()
                .toList());
  }

  private static List<String> words(JsonNode properties) {
    return properties.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static ProcessBuilder synthesis(Path out) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-classpath",
            System.getProperty("java.class.path"),
            LoyaltyApp.class.getName(),
            out.toString());
    builder.environment().put("CDK_CONTEXT_JSON", "{\"zone\":\"Europe/Paris\"}");
    return builder.redirectErrorStream(true);
  }

  /// File names with their contents; of the zips, whose name is their hash, only the name.
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString();
      contents.put(name, name.endsWith(".zip") ? "" : Files.readString(file));
    }
    return contents;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
