// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.ramure.delivery.Receivers.Whom;
import org.ramure.lambda.Json;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.batch.WebhookQueue;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.contract.Contract;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import org.ramure.table.WebhookDeliveryTable;
import org.ramure.table.WebhookSubscriptionTable;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.webhook.Subscription;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Both functions with their table: the office calls one, the bus and the schedule the other. The
/// clock is the test's, so that days pass in no time; only signatures bear the real time, which
/// receivers compare with their own.
final class Office {

  static final Instant NOW = Instant.parse("2026-03-14T09:15:00Z");
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String ALL = "/v1/webhook-subscriptions";
  private static final String KEYS =
      "{\"current\": \"A\", \"A\": \"a key for tests only, sixty-four characters, and no secret\"}";

  /// Each test has a programme of its own.
  final ProgrammeId programme =
      new ProgrammeId("p-" + UUID.randomUUID().toString().substring(0, 8));

  final LocalTables tables;
  final WebhookDeliveryTable deliveries;
  final WebhookSubscriptionTable subscriptions;

  /// What was sent to the queue and not taken yet.
  final List<String> queue = new ArrayList<>();

  final WebhookSubscriptionsHandler desk;

  private final ProgrammeTable programmes;
  private final DynamoDbClient client;
  private final Receivers receivers = new Receivers(Whom.LOOPBACK_TOO, Office::address);
  private final SubscriptionSecrets secrets;
  private Instant now = NOW;
  private WebhookDeliveryHandler deliverer;

  Office(DynamoDbClient client, LocalTables tables) {
    this.client = client;
    this.tables = tables;
    var name = tables.name(TableShape.WEBHOOKS);
    deliveries = new WebhookDeliveryTable(client, name);
    subscriptions = new WebhookSubscriptionTable(client, name);
    programmes = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
    secrets = new SubscriptionSecrets(new Sealing(KeyRing.of(() -> KEYS, this::now)));
    openKeys();
    desk =
        new WebhookSubscriptionsHandler(
            Callers.ofKeysOnly(programmes::apiKey, this::now),
            new DeliveryDesk(
                new SubscriptionDesk(subscriptions, secrets, receivers, this::now),
                deliveries,
                new WebhookQueue(queue::add)));
    deliverer = newDeliverer();
  }

  /// Names that no test may ask the network for.
  private static InetAddress[] address(String host) throws java.net.UnknownHostException {
    return switch (host) {
      case "inside.example.org" -> InetAddress.getAllByName("10.0.0.1");
      case "nowhere.example.org" -> throw new java.net.UnknownHostException(host);
      case "127.0.0.1" -> InetAddress.getAllByName(host);
      default -> InetAddress.getAllByName("93.184.216.34");
    };
  }

  private void openKeys() {
    for (var scope : Scope.values()) {
      open(programme, id(scope), key(scope), scope, Optional.empty());
    }
    open(programme, "k-bound", key(Scope.ADMIN) + "-bound", Scope.ADMIN, Optional.of("web"));
    var elsewhere = new ProgrammeId(programme + "-elsewhere");
    open(elsewhere, "k-office", key(Scope.ADMIN) + "-elsewhere", Scope.ADMIN, Optional.empty());
  }

  private static String id(Scope scope) {
    return scope == Scope.ADMIN ? "k-office" : "k-" + scope;
  }

  private void open(ProgrammeId of, String id, String key, Scope scope, Optional<String> source) {
    programmes.create(
        new ApiKey(Callers.hash(key), of, id, key, scope, Optional.empty(), source, NOW));
  }

  String key(Scope scope) {
    return "rk_" + scope + "_" + programme;
  }

  /// A deliverer that knows nothing yet.
  WebhookDeliveryHandler newDeliverer() {
    return newDeliverer(this::now);
  }

  private WebhookDeliveryHandler newDeliverer(InstantSource clock) {
    var sender =
        new Sender(
            receivers,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            PATIENCE,
            InstantSource.system());
    return new WebhookDeliveryHandler(
        new Deliverer(
            deliveries,
            new Subscribers(
                new WebhookSubscriptionTable(client, tables.name(TableShape.WEBHOOKS)),
                new Metrics("webhook-delivery", clock),
                clock),
            new Lane(sender, secrets),
            new Resting(),
            clock),
        new Replays(deliveries, new WebhookQueue(queue::add)),
        () -> List.of(programme));
  }

  Instant now() {
    return now;
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  /// What the deliverer keeps for a minute is read anew.
  void restart() {
    deliverer = newDeliverer();
  }

  // ---- the office

  Exchange call(String route, Map<String, String> path, String body) {
    return call(route, path, key(Scope.ADMIN), UUID.randomUUID().toString(), body);
  }

  Exchange call(
      String route, Map<String, String> path, String bearer, String idempotencyKey, String body) {
    var event = GatewayEvent.of(route, path, bearer, body);
    if (!idempotencyKey.isEmpty()) {
      GatewayEvent.headers(event).put("Idempotency-Key", idempotencyKey);
    }
    return handled(event);
  }

  Exchange handled(JsonNode event) {
    return Contract.published().check(Exchange.with(desk, event));
  }

  Exchange create(String key, String url, String... types) {
    return call("POST " + ALL, Map.of(), key(Scope.ADMIN), key, creation(url, types));
  }

  static String creation(String url, String... types) {
    return Json.text(Map.of("url", url, "types", List.of(types)));
  }

  /// A subscription for all events.
  Exchange subscribe(String url) {
    return create(UUID.randomUUID().toString(), url, "*");
  }

  Exchange change(String id, String url, String state) {
    var body = Json.text(Map.of("url", url, "types", List.of("*"), "state", state));
    return call("PUT " + ALL + "/{id}", Map.of("id", id), body);
  }

  Exchange read(String id) {
    return call("GET " + ALL + "/{id}", Map.of("id", id), "");
  }

  Exchange post(String id, String what, String body) {
    return call("POST " + ALL + "/{id}/" + what, Map.of("id", id), body);
  }

  Exchange list(String id, String... query) {
    var event =
        GatewayEvent.of("GET " + ALL + "/{id}/deliveries", Map.of("id", id), key(Scope.ADMIN), "");
    IntStream.range(0, query.length / 2)
        .forEach(i -> GatewayEvent.query(event).put(query[2 * i], query[2 * i + 1]));
    return handled(event);
  }

  /// The only delivery of a subscription.
  JsonNode only(String id) {
    var all = list(id).body().path("deliveries");
    if (all.size() != 1) {
      throw new AssertionError(all.toString());
    }
    return all.get(0);
  }

  Subscription held(String id) {
    return subscriptions.find(programme, id).orElseThrow();
  }

  // ---- the bus, the queue and the schedule

  String event(String id) {
    return event(id, "org.ramure.voucher.redeemed.v1");
  }

  String event(String id, String type) {
    var event = new LinkedHashMap<String, Object>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "/programmes/" + programme);
    event.put("type", type);
    event.put("subject", "v-1");
    event.put("time", now);
    event.put("datacontenttype", "application/json");
    event.put("programme", programme.value());
    event.put("data", Map.of("voucher", "v-1"));
    return Json.text(event);
  }

  /// Hands messages to the deliverer.
  ///
  /// @return which of them have to be handed over again, by their number
  List<Integer> deliver(String... messages) {
    return deliver(deliverer, messages);
  }

  List<Integer> deliver(WebhookDeliveryHandler handler, String... messages) {
    var records =
        IntStream.range(0, messages.length)
            .mapToObj(i -> Map.of("messageId", "m-" + i, "body", enveloped(messages[i])))
            .toList();
    var failures = handed(handler, Map.of("Records", records)).path("batchItemFailures");
    return failures.findValuesAsText("itemIdentifier").stream()
        .map(id -> Integer.parseInt(id.substring(2)))
        .toList();
  }

  /// As the bus puts an event into the queue; whatever else comes there is not from the bus.
  private static String enveloped(String message) {
    return message.contains("specversion")
        ? "{\"version\":\"0\",\"source\":\"org.ramure\",\"detail\":" + message + "}"
        : message;
  }

  /// Works off what was sent to the queue, and what that sends.
  void workOff() {
    while (!queue.isEmpty()) {
      var messages = queue.toArray(new String[0]);
      queue.clear();
      if (!deliver(messages).isEmpty()) {
        throw new AssertionError("a message failed");
      }
    }
  }

  /// The schedule fires.
  Deliverer.Report due() {
    return due(deliverer);
  }

  Deliverer.Report due(WebhookDeliveryHandler handler) {
    var report = handed(handler, Map.of("scheduledTime", now));
    return new Deliverer.Report(
        report.path("delivered").asInt(),
        report.path("failed").asInt(),
        report.path("waiting").asInt());
  }

  private static JsonNode handed(WebhookDeliveryHandler handler, Map<String, ?> event) {
    var out = new java.io.ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new java.io.ByteArrayInputStream(Json.bytes(event)), out, Exchange.CONTEXT);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Json.tree(out.toByteArray());
  }
}
