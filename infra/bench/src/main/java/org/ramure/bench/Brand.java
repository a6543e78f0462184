// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ramure.local.LocalStack;
import org.ramure.local.http.Json;

/// A brand with the programme of *Tradition des Vosges*, a web shop and a till, on a local stack:
/// what it, its members and its cashiers do, over HTTP.
final class Brand implements AutoCloseable {

  static final String TILL = "caisse-epinal";
  private static final String SHOP = "vosges-web";
  private static final String SECRET = "a-secret-of-the-shop";

  private static final String CREATE =
      """
      {"command": "createProgramme", "programme": "tradition-des-vosges",
       "effectiveFrom": "2026-01-01T00:00:00Z", "by": "bench", "document": %s}
      """;
  private static final String EPINAL =
      """
      {"name": "Boutique d'Épinal", "timeZone": "Europe/Paris", "phoneRegion": "FR"}
      """;
  private static final String SHOPIFY =
      """
      {"type": "SHOPIFY", "timeZone": "Europe/Paris", "phoneRegion": "FR",
       "secrets": ["a-secret-of-the-shop"]}
      """;
  private static final String GENERIC =
      """
      {"type": "GENERIC", "timeZone": "Europe/Paris", "phoneRegion": "FR"}
      """;
  private static final String TILL_KEY =
      """
      {"label": "till", "scope": "TILL", "source": "caisse-epinal", "store": "epinal"}
      """;
  private static final String SHOP_KEY =
      """
      {"label": "web shop", "scope": "SHOP", "source": "vosges-web"}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalStack stack;
  private final JsonNode order;
  private final String office;
  private final String tillKey;
  private final String shopKey;
  private final Instant opened = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);

  private Brand(LocalStack stack, Path root) throws IOException, InterruptedException {
    this.stack = stack;
    Path document = root.resolve("test-fixtures/programmes/tradition-des-vosges.json");
    Path sample = root.resolve("events/purchase-ingestion/shopify/orders-create.json");
    office = firstKey(Files.readString(document));
    call(office, "PUT", "/v1/stores/epinal", EPINAL);
    call(office, "PUT", "/v1/sources/" + SHOP, SHOPIFY);
    call(office, "PUT", "/v1/sources/" + TILL, GENERIC);
    tillKey = newKey(TILL_KEY);
    shopKey = newKey(SHOP_KEY);
    order = Json.read(Files.readAllBytes(sample));
  }

  static Brand open(LocalStack stack, Path root) throws IOException, InterruptedException {
    return new Brand(stack, root);
  }

  /// Creates the programme, as its operator does.
  private String firstKey(String document) throws IOException, InterruptedException {
    URI lambda = stack.services().resolve("/2015-03-31/functions/programme-admin/invocations");
    var command = BodyPublishers.ofString(CREATE.formatted(document));
    JsonNode answer = send(HttpRequest.newBuilder(lambda).POST(command));
    if (!answer.has("key")) {
      throw new IllegalStateException("No programme: " + answer);
    }
    return answer.path("key").asText();
  }

  private String newKey(String asked) throws IOException, InterruptedException {
    return send(request(office, "POST", "/v1/api-keys", asked)
            .header("idempotency-key", UUID.randomUUID().toString()))
        .path("key")
        .asText();
  }

  /// A key that nobody used yet, so that its use is noted when it is.
  String newTillKey() throws IOException, InterruptedException {
    return newKey(TILL_KEY);
  }

  /// @return the member's id
  String enrol(String email) throws IOException, InterruptedException {
    var body = Map.of("language", "fr", "identities", Map.of("email", email));
    return call(shopKey, "POST", "/v1/members", body).path("id").asText();
  }

  JsonNode purchase(String document, String email, String price)
      throws IOException, InterruptedException {
    return call(tillKey, "PUT", purchasePath(document), sale(document, email, price));
  }

  /// The same with a later modified time: parcels were sent.
  JsonNode purchaseLater(String document, String email, String price)
      throws IOException, InterruptedException {
    ObjectNode sale = sale(document, email, price);
    sale.put("modifiedAt", opened.plusSeconds(45).toString());
    return call(tillKey, "PUT", purchasePath(document), sale);
  }

  /// The same, part of which a voucher pays.
  JsonNode purchase(String document, String email, String price, String code)
      throws IOException, InterruptedException {
    ObjectNode sale = sale(document, email, price);
    sale.putArray("vouchers").addObject().put("code", code).put("amount", "10.00");
    return call(tillKey, "PUT", purchasePath(document), sale);
  }

  private static String purchasePath(String document) {
    return "/v1/sources/" + TILL + "/purchases/" + document;
  }

  /// Two lines, so that one can go back.
  private ObjectNode sale(String document, String email, String price) {
    var sale =
        Json.object()
            .put("modifiedAt", opened.plusSeconds(30).toString())
            .put("occurredAt", opened.toString())
            .put("status", "PAID")
            .put("channel", "TILL")
            .put("store", "epinal")
            .put("currency", "EUR")
            .put("basket", "ticket-" + document);
    sale.putObject("customer").put("email", email);
    var lines = sale.putArray("lines");
    lines.add(line("1", "HC-LIN-240", "Housse de couette lin lavé", price));
    lines.add(line("2", "TO-PER-65", "Taie d'oreiller percale", "20.00"));
    return sale;
  }

  private static ObjectNode line(String id, String sku, String label, String price) {
    return Json.object()
        .put("id", id)
        .put("sku", sku)
        .put("label", label)
        .put("quantity", "1")
        .put("gross", price);
  }

  JsonNode refund(String document) throws IOException, InterruptedException {
    var refund = Json.object().put("refundedAt", opened.plusSeconds(60).toString());
    refund.putArray("lines").addObject().put("lineId", "2").put("quantity", "1");
    return call(tillKey, "PUT", purchasePath(document) + "/refunds/R-1", refund);
  }

  JsonNode cancel(String document) throws IOException, InterruptedException {
    var cancelled = Json.object().put("cancelledAt", opened.plusSeconds(90).toString());
    return call(tillKey, "PUT", purchasePath(document) + "/cancellation", cancelled);
  }

  /// The whole codes of a member's open vouchers, as the member's own page shows them.
  List<String> codes(String member) throws IOException, InterruptedException {
    JsonNode issued = call(shopKey, "POST", "/v1/members/" + member + "/tokens", Json.object());
    JsonNode vouchers =
        call(issued.path("token").asText(), "GET", "/v1/members/" + member + "/vouchers", "");
    return StreamSupport.stream(vouchers.path("vouchers").spliterator(), false)
        .map(voucher -> voucher.path("code").asText())
        .toList();
  }

  /// What a member's page reads: the account, and the last entries.
  void lookAtAccount(String member) throws IOException, InterruptedException {
    call(shopKey, "GET", "/v1/members/" + member + "/account", "");
    call(shopKey, "GET", "/v1/members/" + member + "/entries?limit=20", "");
  }

  static ObjectNode use(String code, String basket) {
    var use = Json.object().put("code", code);
    use.putObject("basket")
        .put("id", basket)
        .put("eligibleTotalMinor", 9_000)
        .put("currency", "EUR");
    return use;
  }

  JsonNode check(String code, String basket) throws IOException, InterruptedException {
    return call(tillKey, "POST", "/v1/vouchers/check", use(code, basket));
  }

  JsonNode redeem(String code, String basket) throws IOException, InterruptedException {
    return call(tillKey, "POST", "/v1/vouchers/redemptions", use(code, basket));
  }

  /// @return the id of the reservation
  String reserve(String code, String basket) throws IOException, InterruptedException {
    return call(tillKey, "POST", "/v1/vouchers/reservations", use(code, basket))
        .path("id")
        .asText();
  }

  JsonNode commit(String reservation) throws IOException, InterruptedException {
    var basket = Json.object();
    basket.putObject("basket").put("eligibleTotalMinor", 9_000).put("currency", "EUR");
    return call(tillKey, "POST", "/v1/vouchers/reservations/" + reservation + "/commit", basket);
  }

  /// An order of the web shop as its webhook tells it.
  byte[] webhook(long number, String email) {
    ObjectNode body = order.deepCopy();
    body.put("id", number).put("name", "#" + number).put("email", email);
    body.put("contact_email", email).put("financial_status", "paid");
    body.put("created_at", opened.toString()).put("processed_at", opened.toString());
    body.put("updated_at", opened.plusSeconds(5).toString());
    ((ObjectNode) body.path("customer")).put("id", number).put("email", email);
    return Json.bytes(body);
  }

  static Map<String, String> webhookHeaders(byte[] body) {
    return Map.of("X-Shopify-Topic", "orders/paid", "X-Shopify-Hmac-Sha256", signature(body));
  }

  static String webhookPath() {
    return "/v1/sources/" + SHOP + "/webhooks";
  }

  /// @return what became of it: `stored`, `unchanged`, `quarantined`
  String deliver(byte[] body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stack.api().resolve(webhookPath()))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    webhookHeaders(body).forEach(request::header);
    return send(request).path("outcome").asText();
  }

  private static String signature(byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode call(String credential, String method, String path, Object body)
      throws IOException, InterruptedException {
    return send(request(credential, method, path, body));
  }

  private HttpRequest.Builder request(String credential, String method, String path, Object body) {
    String content = body instanceof String text ? text : text(body);
    return HttpRequest.newBuilder(stack.api().resolve(path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + credential)
        .method(method, BodyPublishers.ofString(content));
  }

  private static String text(Object body) {
    return Json.of(body).toString();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.build(), BodyHandlers.ofByteArray());
    JsonNode answer = Json.read(response.body());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(response + " " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
