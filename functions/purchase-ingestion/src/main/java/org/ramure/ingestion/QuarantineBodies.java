// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.util.Optional;
import java.util.function.Supplier;
import org.ramure.lambda.Environment;
import org.ramure.table.QuarantineEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Reads the raw bodies of messages in quarantine.
///
/// @param s3 made when first needed: most invocations never do
record QuarantineBodies(Supplier<S3Client> s3, String bucket) {

  static QuarantineBodies of(Environment environment) {
    return new QuarantineBodies(
        Environment.once(() -> environment.client(S3Client.builder())),
        environment.require("QUARANTINE_BUCKET"));
  }

  /// @return empty where the body is gone. Who may not list a bucket is told "forbidden" instead
  ///     of "not found", and we may not: so both mean gone
  Optional<byte[]> read(QuarantineEntry entry) {
    try {
      var object = s3.get().getObjectAsBytes(g -> g.bucket(bucket).key(entry.body()));
      return Optional.of(object.asByteArray());
    } catch (S3Exception refused) {
      if (refused.statusCode() != 403 && refused.statusCode() != 404) {
        throw refused;
      }
      return Optional.empty();
    }
  }
}
