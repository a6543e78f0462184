// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ramure.digest.Sha256;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.reading.Reading.Unusable;
import org.ramure.table.Correlation;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineTable;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.Source;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Keeps the raw body of a message that cannot be used, or not now, and an entry that says why.
///
/// The body comes first, with all that its entry says: then the entry can be made by somebody else.
/// Where its table takes none, a message asks the replay function to make it later. Only where the
/// body, or both entry and message, cannot be left does the call fail, so that the shop sends
/// again. The bucket encrypts by its own key; naming an algorithm with the request would choose
/// another one.
///
/// @param s3 made when first needed: most invocations never do
/// @param later where messages for the replay function go
record Quarantine(
    Supplier<S3Client> s3,
    String bucket,
    QuarantineTable entries,
    ReplayQueue later,
    Metrics metrics) {

  private static final String PLAIN_TOPIC = "[A-Za-z0-9_./-]{1,64}";

  static Quarantine of(Environment environment) {
    var table = environment.table(TableShape.QUARANTINE);
    return new Quarantine(
        Environment.once(() -> environment.client(S3Client.builder())),
        environment.require("QUARANTINE_BUCKET"),
        new QuarantineTable(environment.dynamoDb(), table),
        ReplayQueue.of(environment),
        new Metrics("purchase-ingestion", environment.clock()));
  }

  /// @param topic as the message's headers have it: not signed, so it may hold anything
  /// @return the entry
  QuarantineEntry keep(Source source, String topic, byte[] body, Unusable why, Instant receivedAt) {
    var plainTopic = topic.matches(PLAIN_TOPIC) ? topic : "";
    var id = HexFormat.of().formatHex(Sha256.of(plainTopic.getBytes(UTF_8), new byte[1], body));
    var object = QuarantineBodies.object(source.programme(), source.id(), id);
    var entry =
        new QuarantineEntry(
            source.programme(),
            source.id(),
            id,
            receivedAt,
            why.flaw().code(),
            why.field(),
            plainTopic,
            Correlation.current(),
            object,
            new QuarantineEntry.Waiting(Optional.empty()));
    put(entry, body);
    add(entry);
    return entry;
  }

  /// The reason goes with the body, so that a bucket alone is enough to begin with.
  private void put(QuarantineEntry entry, byte[] body) {
    s3.get()
        .putObject(
            p ->
                p.bucket(bucket)
                    .key(entry.body())
                    .contentType("application/octet-stream")
                    .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.of(body)))
                    .metadata(
                        Map.of(
                            "reason", entry.reason(),
                            "field", entry.field(),
                            "topic", entry.topic(),
                            "received-at", entry.receivedAt().toString(),
                            "correlation", entry.correlation().orElse(""))),
            RequestBody.fromBytes(body));
  }

  private void add(QuarantineEntry entry) {
    var about =
        Map.of(
            Log.Field.PROGRAMME, entry.programme(),
            Log.Field.SOURCE, entry.source(),
            Log.Field.PROBLEM, entry.reason(),
            Log.Field.FIELD, entry.field(),
            Log.Field.ITEM, entry.id());
    try {
      if (entries.add(entry)) {
        metrics.count("MessagesQuarantined", 1);
      }
      Log.warn("quarantine.kept", about);
    } catch (SdkException noEntry) {
      Log.error("quarantine.body-without-entry", about, noEntry);
      later.enter(entry);
    }
  }
}
