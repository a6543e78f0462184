// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/// The raw bodies of messages that could not be used: personal data, kept for 30 days so that
/// somebody can mend the mapping and send them again.
///
/// It has a key of its own, so that the function which fills it holds no right on the key of the
/// Members table. It is **not** versioned: an object is named after its content, so what is
/// written over is the same, and a version could only keep what an erasure or the 30 days have
/// removed.
final class QuarantineBucket extends Construct {

  private final Key key;
  private final Bucket bucket;

  QuarantineBucket(Construct scope, String id) {
    super(scope, id);
    key =
        Key.Builder.create(this, "Key")
            .description("Encrypts the bodies of messages in quarantine")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    bucket =
        Bucket.Builder.create(this, "Bodies")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .versioned(false)
            .lifecycleRules(List.of(thirtyDays()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Optional.ofNullable(bucket.getPolicy())
        .ifPresent(tlsOnly -> tlsOnly.applyRemovalPolicy(RemovalPolicy.RETAIN));
    Reasons.accept(
        bucket,
        "AwsSolutions-S1",
        "One function may put, one get to replay, one list; a person's reading is an event of the"
            + " audit trail, and an access log would copy object names for longer than 30 days.");
  }

  Bucket bucket() {
    return bucket;
  }

  Key key() {
    return key;
  }

  List<String> exports() {
    return List.of(bucket.getBucketName(), bucket.getBucketArn(), key.getKeyArn());
  }

  private static LifecycleRule thirtyDays() {
    return LifecycleRule.builder()
        .expiration(Duration.days(30))
        .abortIncompleteMultipartUploadAfter(Duration.days(1))
        .build();
  }
}
