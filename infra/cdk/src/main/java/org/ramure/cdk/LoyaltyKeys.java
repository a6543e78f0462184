// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.secretsmanager.ResourcePolicy;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// The five keyrings. Their values are drawn by Secrets Manager at the first deployment and are in
/// no template. Losing them loses every voucher, so nobody may delete one: whoever has to must
/// first take away the policy that forbids it, and then has the recovery window of Secrets Manager.
final class LoyaltyKeys extends Construct {

  private static final String FIRST_GENERATION = "A";
  private static final int CHARACTERS = 64;

  private final Map<Keyring.Purpose, Keyring> keyrings = new EnumMap<>(Keyring.Purpose.class);

  LoyaltyKeys(Construct scope, String id) {
    super(scope, id);
    for (Keyring.Purpose purpose : Keyring.Purpose.values()) {
      keyrings.put(purpose, new Keyring(purpose, create(purpose)));
    }
    Reasons.accept(
        this,
        "AwsSolutions-SMG4",
        "A rotation adds a generation and keeps the old ones, since issued codes and hashed"
            + " identities depend on them: it is a decision with a procedure, not a schedule.");
  }

  Keyring keyring(Keyring.Purpose purpose) {
    return Optional.ofNullable(keyrings.get(purpose)).orElseThrow();
  }

  List<String> exports() {
    return keyrings.values().stream().map(Keyring::arn).toList();
  }

  private Secret create(Keyring.Purpose purpose) {
    var secret =
        Secret.Builder.create(this, purpose.id())
            .description("Ramure: " + purpose.environment())
            .generateSecretString(
                SecretStringGenerator.builder()
                    .secretStringTemplate("{\"current\":\"" + FIRST_GENERATION + "\"}")
                    .generateStringKey(FIRST_GENERATION)
                    .passwordLength(CHARACTERS)
                    .excludePunctuation(true)
                    .build())
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    secret.denyAccountRootDelete();
    if (secret.getNode().tryFindChild("Policy") instanceof ResourcePolicy denial) {
      denial.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    return secret;
  }
}
