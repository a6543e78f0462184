// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ramure.lambda.Environment;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineKeys.Named;
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

  /// The object's key, which names no person.
  static String object(ProgrammeId programme, String source, String id) {
    return String.join("/", programme.value(), source, id);
  }

  /// The entry of a message, as it stands with its body.
  ///
  /// @return empty where the body is gone
  Optional<QuarantineEntry> entry(Named name) {
    var object = object(name.programme(), name.source(), name.id());
    return ifThere(() -> s3.get().headObject(h -> h.bucket(bucket).key(object)).metadata())
        .map(
            about ->
                new QuarantineEntry(
                    name.programme(),
                    name.source(),
                    name.id(),
                    Instant.parse(said(about, "received-at")),
                    said(about, "reason"),
                    said(about, "field"),
                    said(about, "topic"),
                    Optional.of(said(about, "correlation")).filter(id -> !id.isEmpty()),
                    object,
                    new QuarantineEntry.Waiting(Optional.empty())));
  }

  private static String said(Map<String, String> about, String name) {
    return about.getOrDefault(name, "");
  }

  /// @return empty where the body is gone
  Optional<byte[]> read(QuarantineEntry entry) {
    return ifThere(
        () -> s3.get().getObjectAsBytes(g -> g.bucket(bucket).key(entry.body())).asByteArray());
  }

  /// Who may not list a bucket is told "forbidden" instead of "not found", and we may not: so both
  /// mean gone.
  private static <T> Optional<T> ifThere(Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (S3Exception refused) {
      if (refused.statusCode() != 403 && refused.statusCode() != 404) {
        throw refused;
      }
      return Optional.empty();
    }
  }
}
