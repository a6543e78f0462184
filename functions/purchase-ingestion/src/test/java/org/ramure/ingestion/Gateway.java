// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.lambda.Json;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.AccrualQueue;
import org.ramure.lambda.batch.BirthdayQueue;
import org.ramure.lambda.batch.ExpiryQueue;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.identity.IdentityHashes;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.lambda.key.VoucherHashes;
import org.ramure.lambda.programme.Programmes;
import org.ramure.lambda.reading.Surroundings;
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
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

  final QueueStandIn sqs = new QueueStandIn();

  /// What was sent to the queues and not taken yet.
  final List<String> toAccrual = new ArrayList<>();

  final List<String> toReplay = new ArrayList<>();

  /// Of replays of many.
  private Supplier<UUID> newIds = UUID::randomUUID;

  private final Handlers sound;
  private final Handlers broken;
  private final InstantSource clock;
  private final DynamoDbClient client;
  private final ProgrammeTable programmes;
  private final Sealing sealing;
  private boolean mappingIsBroken;
  private boolean queueIsDown;
  private Duration tick = Duration.ZERO;
  private int shops;
  private Instant now = Sample.NOW;

  private record Handlers(PurchaseIngestionHandler ingestion, QuarantineReplayHandler replay) {}

  Gateway(DynamoDbClient client, String prefix) {
    this.client = client;
    tables = LocalTables.create(client, prefix);
    purchases = new PurchaseTable(client, tables.name(TableShape.PURCHASES));
    quarantine = new QuarantineTable(client, tables.name(TableShape.QUARANTINE));
    clock = this::tick;
    var keys = KeyRing.of(() -> KEYS, clock);
    sealing = new Sealing(keys);
    programmes = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    setUp(programmes);
    sound = handlers(keys);
    broken =
        handlers(
            KeyRing.of(
                () -> {
                  throw new IllegalStateException("a mapping that throws");
                },
                clock));
  }

  /// @param keys of the hashes that the mapping makes
  private Handlers handlers(KeyRing keys) {
    var reception =
        new Reception(
            new Surroundings(
                new Programmes(programmes, clock),
                new IdentityHashes(keys),
                new VoucherHashes(keys)),
            new Intake(purchases));
    var callers = Callers.ofKeysOnly(programmes::apiKey, clock);
    return new Handlers(
        new PurchaseIngestionHandler(
            callers,
            new Webhooks(
                reception,
                sealing,
                new Quarantine(
                    bucket::client,
                    BUCKET,
                    quarantine,
                    new ReplayQueue(this::toReplay),
                    new Metrics("purchase-ingestion", clock)),
                clock),
            new PurchaseCalls(reception.surroundings(), reception.intake(), clock)),
        replay(callers, reception));
  }

  private QuarantineReplayHandler replay(Callers callers, Reception reception) {
    var one =
        new Replay(
            reception,
            new QuarantineBodies(bucket::client, BUCKET),
            quarantine,
            new AccrualQueue(toAccrual::add),
            clock);
    return new QuarantineReplayHandler(
        callers,
        new Replays(one, quarantine, new ReplayQueue(this::toReplay), clock, () -> newIds.get()),
        new DeadLetters(
            List.of(
                sqs.queue("accrual", AccrualQueue::parse),
                sqs.queue("accrual-turns", "accrual", AccrualQueue::parse),
                sqs.queue("minting", MintingQueue::parse),
                sqs.queue("replay", ReplayQueue::parse),
                sqs.queue("webhook", WebhookQueue::parse),
                sqs.queue("expiry", ExpiryQueue::parse),
                sqs.queue("birthday", BirthdayQueue::parse)),
            clock));
  }

  private void toReplay(String message) {
    if (queueIsDown) {
      throw SdkClientException.create("the queue does not answer");
    }
    toReplay.add(message);
  }

  /// From now on the replay function's queue takes nothing, or everything again.
  void queue(boolean down) {
    queueIsDown = down;
  }

  private Instant tick() {
    now = now.plus(tick);
    return now;
  }

  Instant now() {
    return now;
  }

  /// From now on time passes whenever somebody looks at the clock.
  void slow(Duration each) {
    tick = each;
  }

  /// The next replays of many get this id.
  void nextReplay(UUID id) {
    newIds = () -> id;
  }

  void mapping(boolean broken) {
    mappingIsBroken = broken;
  }

  private Handlers handlers() {
    return mappingIsBroken ? broken : sound;
  }

  /// A shop of its own, so that a test's messages are not among those of others.
  String newShop() {
    var id = "shop-" + ++shops;
    programmes.put(source(PROGRAMME, id, Source.Type.SHOPIFY, Source.Refunds.SEPARATE));
    return id;
  }

  /// Nothing of ours removes a source; whoever has the table may.
  void removeShop(String id) {
    var table = tables.name(TableShape.PROGRAMMES);
    client
        .scanPaginator(
            s ->
                s.tableName(table)
                    .filterExpression("contains(pk, :id) OR contains(sk, :id)")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(id))))
        .items()
        .forEach(
            item ->
                client.deleteItem(
                    d ->
                        d.tableName(table)
                            .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))));
  }

  int sources() {
    return programmes.sources(PROGRAMME).size();
  }

  /// An event of the gateway to the replay function.
  Exchange office(ObjectNode event) {
    return Contract.published().check(Exchange.with(handlers().replay(), event));
  }

  /// What the queue's function says to a batch of one message: the body of the answer's payload is
  /// of no matter there, only what failed.
  JsonNode deliver(String message) {
    var record =
        Map.of(
            "messageId",
            "m-1",
            "body",
            message,
            "attributes",
            Map.of("ApproximateReceiveCount", "1"));
    var out = new ByteArrayOutputStream();
    try {
      handlers()
          .replay()
          .handleRequest(
              new ByteArrayInputStream(Json.bytes(Map.of("Records", List.of(record)))),
              out,
              Exchange.CONTEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Json.tree(out.toByteArray()).path("batchItemFailures");
  }

  PurchaseIngestionHandler handler() {
    return sound.ingestion();
  }

  QuarantineReplayHandler officeHandler() {
    return sound.replay();
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
    return Contract.published().check(Exchange.with(handlers().ingestion(), event));
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
    table.create(key("office", PROGRAMME, ApiKey.Scope.ADMIN, Optional.empty(), Optional.empty()));
    table.create(
        key("one-shop", PROGRAMME, ApiKey.Scope.ADMIN, Optional.empty(), Optional.of("web")));
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
    sqs.close();
  }
}
