// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ramure.local.tour.Api.Answer;

/// The web shop: sends what Shopify sends, signed as Shopify signs.
public final class Shop {

  private final Api api;
  private final String source;
  private final String secret;
  private final Path samples;

  /// @param samples the folder of Shopify's messages
  public Shop(Api api, String source, String secret, Path samples) {
    this.api = api;
    this.source = source;
    this.secret = secret;
    this.samples = samples;
  }

  public Answer created(ShopifyOrder order) {
    return send("orders/create", order.body(order(), ShopifyOrder.Status.AUTHORIZED, 1));
  }

  public Answer paid(ShopifyOrder order) {
    return send("orders/paid", order.body(order(), ShopifyOrder.Status.PAID, 5));
  }

  /// The order as it is after so many seconds.
  public Answer updated(ShopifyOrder order, int secondsLater) {
    return send("orders/updated", order.body(order(), ShopifyOrder.Status.PAID, secondsLater));
  }

  public Answer cancelled(ShopifyOrder order) {
    return send("orders/cancelled", order.cancelled(order(), 60));
  }

  public Answer refunded(ShopifyOrder order, long refundId, int line, int quantity) {
    return send("refunds/create", order.refund(sample("refunds-create"), refundId, line, quantity));
  }

  /// Somebody who does not know the secret.
  Answer forged(ShopifyOrder order) {
    var body = bytes(order.body(order(), ShopifyOrder.Status.PAID, 5));
    return post("orders/paid", body, sign(body, "guessed"));
  }

  Answer inDollars(ShopifyOrder order) {
    var body = order.body(order(), ShopifyOrder.Status.PAID, 5);
    return send("orders/paid", Api.tree(body.toString().replace("\"EUR\"", "\"USD\"")));
  }

  private Answer send(String topic, JsonNode body) {
    return signed(topic, bytes(body));
  }

  /// Whatever the body is.
  Answer signed(String topic, byte[] body) {
    return post(topic, body, sign(body, secret));
  }

  /// As a delivery of this body bears them.
  Map<String, String> headers(String topic, byte[] body) {
    return headers(topic, sign(body, secret));
  }

  private static Map<String, String> headers(String topic, String signature) {
    return Map.of("X-Shopify-Topic", topic, "X-Shopify-Hmac-Sha256", signature);
  }

  private Answer post(String topic, byte[] body, String signature) {
    return api.withHeaders(headers(topic, signature))
        .postRaw("/v1/sources/" + source + "/webhooks", body);
  }

  private static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String sign(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode order() {
    return sample("orders-create");
  }

  private JsonNode sample(String name) {
    try {
      return Api.JSON.readTree(Files.readAllBytes(samples.resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
