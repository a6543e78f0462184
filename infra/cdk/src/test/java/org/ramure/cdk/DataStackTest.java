// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramure.cdk.Assembly.Resource;
import org.ramure.table.TableShape;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DataStackTest {

  private static final Assembly ASSEMBLY = Assembly.built();

  @Test
  void nothing_in_it_goes_with_the_stack() {
    assertThat(ASSEMBLY.all())
        .filteredOn(resource -> resource.stack().equals("RamureData"))
        .isNotEmpty()
        .allMatch(Resource::isRetained, "is retained");
  }

  @Test
  void everything_that_must_last_is_in_it() {
    var lasting =
        Set.of(
            "AWS::DynamoDB::Table",
            "AWS::S3::Bucket",
            "AWS::KMS::Key",
            "AWS::SecretsManager::Secret");
    assertThat(ASSEMBLY.all())
        .filteredOn(resource -> lasting.contains(resource.type()))
        .hasSize(7 + 1 + 2 + 5)
        .allMatch(resource -> resource.stack().equals("RamureData"));
  }

  @Test
  void the_stack_itself_refuses_deletion() {
    var manifest = Assembly.parse(Assembly.FOLDER.resolve("manifest.json"));
    assertThat(manifest.at("/artifacts/RamureData/properties/terminationProtection").asBoolean())
        .isTrue();
  }

  @Nested
  class Every_table {

    static List<TableShape> shapes() {
      return TableShape.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void has_the_keys_and_indexes_of_its_shape(TableShape shape) {
      assertThat(keys(table(shape).properties())).containsExactly("HASH pk", "RANGE sk");
      var indexes = Assembly.list(table(shape).property("/GlobalSecondaryIndexes"));
      assertThat(indexes.stream().filter(index -> !index.isMissingNode()).map(this::index))
          .containsExactlyElementsOf(
              shape.indexes().stream()
                  .map(i -> i.name() + ": HASH " + i.pk() + ", RANGE " + i.sk() + " KEYS_ONLY")
                  .toList());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void is_paid_by_request_recoverable_and_protected(TableShape shape) {
      var table = table(shape);
      assertThat(table.property("/BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
      assertThat(
              table
                  .property("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                  .asBoolean())
          .isTrue();
      assertThat(table.property("/DeletionProtectionEnabled").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void streams_and_forgets_as_its_shape_says(TableShape shape) {
      var table = table(shape);
      assertThat(table.property("/StreamSpecification/StreamViewType").asText())
          .isEqualTo(shape.streams() ? "NEW_AND_OLD_IMAGES" : "");
      assertThat(table.property("/TimeToLiveSpecification/AttributeName").asText())
          .isEqualTo(shape.expires() ? TableShape.TTL : "");
    }

    @Test
    void has_a_shape_and_no_other() {
      assertThat(ASSEMBLY.ofType("AWS::DynamoDB::Table"))
          .extracting(Resource::name)
          .containsExactlyInAnyOrderElementsOf(
              shapes().stream().map(shape -> "Tables" + shape.name()).toList());
    }

    private Resource table(TableShape shape) {
      return ASSEMBLY.named("Tables" + shape.name());
    }

    private String index(JsonNode index) {
      return index.path("IndexName").asText()
          + ": "
          + String.join(", ", keys(index))
          + " "
          + index.at("/Projection/ProjectionType").asText();
    }

    private List<String> keys(JsonNode holder) {
      return Assembly.list(holder.path("KeySchema")).stream()
          .map(key -> key.path("KeyType").asText() + " " + key.path("AttributeName").asText())
          .toList();
    }
  }

  @Nested
  class Personal_data {

    @Test
    void is_encrypted_with_a_key_of_its_own() {
      var encryption = ASSEMBLY.named("TablesMembers").property("/SSESpecification");
      assertThat(encryption.path("SSEType").asText()).isEqualTo("KMS");
      assertThat(ASSEMBLY.words(encryption.path("KMSMasterKeyId")))
          .isEqualTo("TablesMembersKey.Arn");
    }

    @Test
    void is_readable_to_nobody_who_only_fills_the_quarantine() {
      assertThat(
              ASSEMBLY.words(
                  ASSEMBLY
                      .named("QuarantineBodies")
                      .property(
                          "/BucketEncryption/ServerSideEncryptionConfiguration/0"
                              + "/ServerSideEncryptionByDefault/KMSMasterKeyID")))
          .isEqualTo("QuarantineKey.Arn");
    }

    @Test
    void has_keys_that_are_renewed_every_year() {
      assertThat(ASSEMBLY.ofType("AWS::KMS::Key"))
          .isNotEmpty()
          .allMatch(key -> key.property("/EnableKeyRotation").asBoolean());
    }
  }

  @Nested
  class The_quarantine {

    private final Resource bucket = ASSEMBLY.named("QuarantineBodies");

    @Test
    void is_open_to_no_public() {
      assertThat(bucket.property("/PublicAccessBlockConfiguration").properties())
          .hasSize(4)
          .allMatch(entry -> entry.getValue().asBoolean());
    }

    @Test
    void refuses_whoever_does_not_encrypt_the_way() {
      var policy = ASSEMBLY.named("QuarantineBodiesPolicy");
      assertThat(policy.property("/PolicyDocument/Statement/0").toString())
          .contains("\"Effect\":\"Deny\"", "\"s3:*\"", "\"aws:SecureTransport\":\"false\"");
    }

    @Test
    void forgets_after_thirty_days_and_keeps_no_version() {
      assertThat(bucket.property("/LifecycleConfiguration/Rules/0/ExpirationInDays").asInt())
          .isEqualTo(30);
      assertThat(bucket.property("/LifecycleConfiguration/Rules/0/Status").asText())
          .isEqualTo("Enabled");
      assertThat(bucket.property("/VersioningConfiguration").isMissingNode()).isTrue();
    }
  }

  @Nested
  class Every_keyring {

    private final List<Resource> secrets = ASSEMBLY.ofType("AWS::SecretsManager::Secret");

    @Test
    void is_drawn_when_it_is_deployed_and_in_no_template() {
      for (Resource secret : secrets) {
        assertThat(secret.property("/SecretString").isMissingNode()).isTrue();
        assertThat(secret.property("/GenerateSecretString").toString())
            .isEqualTo(
                "{\"ExcludePunctuation\":true,\"GenerateStringKey\":\"A\",\"PasswordLength\":64,"
                    + "\"SecretStringTemplate\":\"{\\\"current\\\":\\\"A\\\"}\"}");
      }
    }

    @Test
    void may_be_deleted_by_nobody() {
      var denials = ASSEMBLY.ofType("AWS::SecretsManager::ResourcePolicy");
      assertThat(denials)
          .extracting(denial -> ASSEMBLY.words(denial.property("/SecretId")))
          .containsExactlyInAnyOrderElementsOf(secrets.stream().map(Resource::name).toList());
      assertThat(denials)
          .extracting(denial -> denial.property("/ResourcePolicy/Statement/0").toString())
          .allMatch(statement -> statement.contains("\"Effect\":\"Deny\""))
          .allMatch(statement -> statement.contains("secretsmanager:DeleteSecret"));
    }
  }
}
