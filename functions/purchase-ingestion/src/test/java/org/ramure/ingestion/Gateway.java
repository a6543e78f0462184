// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;
import org.ramure.table.LocalTables;
import org.ramure.table.PurchaseTable;
import org.ramure.table.QuarantineTable;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;
import org.ramure.table.programmes.Zone;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The handler with its tables, as the gateway calls it: the envelopes of {@code events/http}, with
/// other bodies and headers where a test says so.
final class Gateway implements AutoCloseable {

  static final ProgrammeId PROGRAMME = new ProgrammeId("tradition-des-vosges");
  static final ProgrammeId UNPUBLISHED = new ProgrammeId("unpublished");
  static final String OLD_SECRET = "shpss_0123456789abcdef";
  static final String NEW_SECRET = "shpss_fedcba9876543210";
  static final String BUCKET = "quarantine";

  private static final Path EVENTS = Path.of("..", "..", "events", "http");

  private static final String KEYS =
      "{\"current\": \"A\", \"A\": \"a key for tests only, sixty-four characters, and no secret\"}";

  final LocalTables tables;
  final PurchaseTable purchases;
  final QuarantineTable quarantine;
  final BucketStandIn bucket = new BucketStandIn();

  private final PurchaseIngestionHandler handler;
  private final Sealing sealing;
  private Instant now = Sample.NOW;

  Gateway(DynamoDbClient client, String prefix) {
    tables = LocalTables.create(client, prefix);
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    quarantine = new QuarantineTable(client, tables.name(TableShape.QUARANTINE));
    InstantSource clock = () -> now;
    var keys = KeyRing.of(() -> KEYS, clock);
    sealing = new Sealing(keys);
    var table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    setUp(table);
    var surroundings =
        new Surroundings(
            new Programmes(table, clock), new IdentityHashes(keys), new VoucherHashes(keys));
    var intake = new Intake(purchases);
    handler =
        new PurchaseIngestionHandler(
            Callers.ofKeysOnly(table::apiKey, clock),
            new Webhooks(
                surroundings,
                sealing,
                intake,
                new Quarantine(
                    bucket::client, BUCKET, quarantine, new Metrics("purchase-ingestion", clock)),
                clock),
            new PurchaseCalls(surroundings, intake, clock));
  }

  PurchaseIngestionHandler handler() {
    return handler;
  }

  void at(Instant time) {
    now = time;
  }

  /// A message as Shopify sends it to the web shop's source.
  Exchange webhook(String topic, byte[] body) {
    return webhook("web", topic, body, ShopifySignature.of(body, OLD_SECRET));
  }

  Exchange webhook(Sample sample) {
    return webhook(sample.expected().path("topic").asText(), sample.body());
  }

  Exchange webhook(String source, String topic, byte[] body, String signature) {
    var event = event("webhook");
    GatewayEvent.pathParameters(event).put("source", source);
    GatewayEvent.headers(event)
        .put("x-shopify-topic", topic)
        .put("x-shopify-hmac-sha256", signature);
    return call(event.put("body", new String(body, UTF_8)));
  }

  Exchange call(String envelope, Map<String, String> path, String key, byte[] body) {
    var event = event(envelope);
    path.forEach(GatewayEvent.pathParameters(event)::put);
    GatewayEvent.headers(event).put("authorization", "Bearer " + key);
    return call(
        event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true));
  }

  Exchange call(JsonNode event) {
    return Contract.published().check(Exchange.with(handler, event));
  }

  static ObjectNode event(String name) {
    return GatewayEvent.read(EVENTS.resolve(name + ".json"));
  }

  PurchaseTable.Partition purchase(String source, String documentId) {
    return purchases.load(new PurchaseKey(PROGRAMME, source, documentId));
  }

  private void setUp(ProgrammeTable table) {
    table.publish(
        new PublishedVersion(
            PROGRAMME, 1, Instant.parse("2026-01-01T00:00:00Z"), Sample.NOW, "test", document()));
    table.put(new Zone(PROGRAMME, "lorraine", "Lorraine", Optional.empty()));
    table.put(store("nancy", "Europe/Paris", "FR", Optional.of("lorraine")));
    table.put(store("saint-denis", "Indian/Reunion", "RE", Optional.empty()));
    table.put(source(PROGRAMME, "web", Source.Type.SHOPIFY, Source.Refunds.SEPARATE));
    table.put(source(UNPUBLISHED, "early", Source.Type.SHOPIFY, Source.Refunds.SEPARATE));
    table.put(source(PROGRAMME, "own", Source.Type.GENERIC, Source.Refunds.SEPARATE));
    table.put(source(PROGRAMME, "kept", Source.Type.GENERIC, Source.Refunds.IN_LINES));
    table.create(key("shop", PROGRAMME, ApiKey.Scope.SHOP, Optional.empty(), Optional.empty()));
    table.create(
        key("till", PROGRAMME, ApiKey.Scope.TILL, Optional.of("nancy"), Optional.of("own")));
    table.create(
        key("stranger", UNPUBLISHED, ApiKey.Scope.ADMIN, Optional.empty(), Optional.empty()));
  }

  private static String document() {
    try {
      return Files.readString(
          Path.of("..", "..", "test-fixtures", "programmes", "tradition-des-vosges.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Store store(String id, String zone, String region, Optional<String> around) {
    return new Store(PROGRAMME, id, id, around, ZoneId.of(zone), region);
  }

  private Source source(
      ProgrammeId programme, String id, Source.Type type, Source.Refunds refunds) {
    var owner = new String[] {programme.value(), "source", id};
    var secrets = List.of(sealing.seal(OLD_SECRET, owner), sealing.seal(NEW_SECRET, owner));
    return new Source(
        programme, id, type, ZoneId.of("Europe/Paris"), refunds, Optional.of("FR"), secrets);
  }

  /// A key whose text is its id.
  private static ApiKey key(
      String id,
      ProgrammeId programme,
      ApiKey.Scope scope,
      Optional<String> store,
      Optional<String> source) {
    return new ApiKey(Callers.hash(id), programme, id, id, scope, store, source, Sample.NOW);
  }

  @Override
  public void close() {
    bucket.close();
  }
}
