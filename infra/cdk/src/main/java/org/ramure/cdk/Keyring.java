// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/// A secret with all generations of one kind of key: {@code {"current":"A","A":"…"}}. A rotation
/// adds a letter and moves {@code current}; old letters stay, because what they made is still out
/// there. Not so for identities: what was hashed with one letter is not found with another, so
/// their key is renewed together with every item of the Members table, or never.
record Keyring(Purpose purpose, Secret secret) {

  /// What the keys are for.
  enum Purpose {
    /// Derives voucher codes.
    CODE("Code", "CODE_KEYS"),
    /// Turns a voucher code into the key of its item.
    LOOKUP("Lookup", "LOOKUP_KEYS"),
    /// Hashes e-mail addresses, telephone numbers and card numbers.
    IDENTITY("Identity", "IDENTITY_KEYS"),
    /// Signs members' tokens.
    TOKEN("Token", "TOKEN_KEYS"),
    /// Seals the secrets that sources share with us.
    SEALING("Sealing", "SEALING_KEYS");

    private final String id;
    private final String environment;

    Purpose(String id, String environment) {
      this.id = id;
      this.environment = environment;
    }

    String id() {
      return id;
    }

    /// The variable that tells a function the secret's ARN.
    String environment() {
      return environment;
    }
  }

  /// The full ARN, by the attribute which says so: a reference to the resource is the ARN on AWS,
  /// but only the name on some emulators, and a right on a name grants nothing.
  String arn() {
    return secret.getNode().getDefaultChild() instanceof CfnSecret resource
        ? resource.getAttrId()
        : secret.getSecretArn();
  }
}
