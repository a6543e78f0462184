// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.ingestion.generic.GenericMapping;
import org.ramure.ingestion.shopify.ShopifyMapping;
import org.ramure.lambda.Json;
import org.ramure.lambda.reading.Customer;
import org.ramure.lambda.reading.Identities;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.ReadingContext;
import org.ramure.member.IdentityKey;
import org.ramure.purchase.Evidence.Place;
import org.ramure.voucher.VoucherCode;

/// A message of a shop from {@code events/}, with what has to come out of it.
///
/// @param name its file, without the ending
/// @param body the raw bytes
/// @param expected the file beside it
record Sample(String name, byte[] body, JsonNode expected) {

  /// When all samples are received.
  static final Instant NOW = Instant.parse("2026-03-22T12:00:00Z");

  private static final Path FOLDER = Path.of("..", "..", "events", "purchase-ingestion");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  static Stream<Sample> of(String connector) {
    try {
      return Files.list(FOLDER.resolve(connector))
          .filter(file -> !file.toString().endsWith(".expected.json"))
          .sorted()
          .map(Sample::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sample named(String connector, String name) {
    return read(FOLDER.resolve(connector).resolve(name + ".json"));
  }

  private static Sample read(Path file) {
    try {
      var beside = Path.of(file.toString().replaceFirst("\\.json$", ".expected.json"));
      var name = file.getFileName().toString().replaceFirst("\\.json$", "");
      return new Sample(name, Files.readAllBytes(file), Json.tree(Files.readAllBytes(beside)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reading shopify() {
    return shopify(body);
  }

  /// Reads another body as if it were this sample's.
  Reading shopify(byte[] other) {
    return ShopifyMapping.read(Optional.of(text("topic")), other, context());
  }

  Reading generic() {
    return generic(body);
  }

  Reading generic(byte[] other) {
    return switch (text("call")) {
      case "purchase" -> GenericMapping.purchase("doc-1", other, Optional.empty(), context());
      case "refund" -> GenericMapping.refund("doc-1", "refund-1", other, context());
      default -> GenericMapping.cancellation("doc-1", other, context());
    };
  }

  private String text(String name) {
    return expected.path(name).asText();
  }

  String bodyText() {
    return new String(body, UTF_8);
  }

  ReadingContext context() {
    var programme = expected.path("programme");
    return new ReadingContext(
        NOW,
        Currency.getInstance(programme.path("currency").asText("EUR")),
        programme.path("giftCardPaymentEarns").asBoolean(true),
        new Place(Optional.empty(), List.of(), PARIS),
        Sample::store,
        Sample::hints,
        code ->
            VoucherCode.parse(code)
                .filter(c -> c.generation() == 'A')
                .map(c -> "hash of " + c.text()));
  }

  private static Optional<Place> store(String id) {
    return switch (id) {
      case "70512345221", "nancy" ->
          Optional.of(new Place(Optional.of(id), List.of("lorraine", "france"), PARIS));
      case "saint-denis" ->
          Optional.of(
              new Place(
                  Optional.of(id), List.of("reunion", "france"), ZoneId.of("Indian/Reunion")));
      default -> Optional.empty();
    };
  }

  /// Readable instead of hashed.
  private static List<IdentityKey> hints(Customer customer, Place place) {
    var region = place.zone().equals(PARIS) ? "FR" : "RE";
    return Identities.of(customer, "web", Optional.of(region)).stream()
        .map(identity -> new IdentityKey(identity.kind(), identity.value()))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
