// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static org.ramure.ingestion.shopify.ShopifyMapping.TOPIC_HEADER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.ingestion.Reception.Ignored;
import org.ramure.ingestion.Reception.Refused;
import org.ramure.ingestion.Reception.Stored;
import org.ramure.ingestion.shopify.ShopifySignature;
import org.ramure.lambda.Log;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.key.Sealing;
import org.ramure.lambda.reading.Flaw;
import org.ramure.lambda.reading.Reading.Unusable;
import org.ramure.table.programmes.ProgrammeKeys;
import org.ramure.table.programmes.Source;
import software.amazon.awssdk.core.exception.SdkException;

/// {@code POST /v1/sources/{source}/webhooks}: a shop's signed message.
///
/// A source that does not exist, one that takes no webhooks and a signature that does not fit get
/// the same 401: who cannot sign is not told what there is. (How long the answer takes may tell:
/// ids of sources are no secret, they stand in the addresses that shops are given.) After a valid
/// signature a message is never lost: it ends as evidence, as ignored, or in quarantine, and the
/// shop gets a 2xx in all three cases. Anything else would make it repeat what will not change, and
/// after some hours delete the subscription. Only when not even the body could be kept does the
/// invocation fail, so that the shop does repeat it.
record Webhooks(Reception reception, Sealing sealing, Quarantine quarantine, InstantSource clock) {

  /// For sources that are not there, so that they take as long as others.
  private static final List<String> NO_SECRETS = List.of("no secret");

  HttpAnswer answer(HttpRequest request) {
    var source = source(request.path("source"));
    var secrets = source.map(this::secrets).orElse(NO_SECRETS);
    boolean signed =
        ShopifySignature.isValid(request.body(), request.header(ShopifySignature.HEADER), secrets);
    return source
        .filter(known -> signed)
        .map(known -> taken(known, request, clock.instant()))
        .orElseGet(() -> Problem.unauthorized().answer());
  }

  private Optional<Source> source(String id) {
    return Optional.of(id)
        .filter(ProgrammeKeys::isId)
        .flatMap(reception.surroundings().programmes()::sourceOfWebhook)
        .filter(source -> source.type() == Source.Type.SHOPIFY);
  }

  private List<String> secrets(Source source) {
    return source.sealedSecrets().stream()
        .map(secret -> sealing.unseal(secret, source.owner()))
        .toList();
  }

  private HttpAnswer taken(Source source, HttpRequest request, Instant now) {
    try {
      return read(source, request, now);
    } catch (SdkException unavailable) {
      Log.error("webhook.dependency", about(source), unavailable);
      return kept(source, request, new Unusable(Flaw.DEPENDENCY_FAILED, ""), now);
    } catch (RuntimeException ourError) {
      Log.error("webhook.internal", about(source), ourError);
      return kept(source, request, new Unusable(Flaw.INTERNAL_ERROR, ""), now);
    }
  }

  private HttpAnswer read(Source source, HttpRequest request, Instant now) {
    return switch (reception.take(source, request.header(TOPIC_HEADER), request.body(), now)) {
      case Stored stored -> stored(stored.result());
      case Ignored _ -> HttpAnswer.ok(Map.of("outcome", "ignored"));
      case Refused refused -> kept(source, request, refused.why(), now);
    };
  }

  static HttpAnswer stored(Intake.Result result) {
    return HttpAnswer.ok(Map.of("purchase", result.purchase(), "outcome", result.word()));
  }

  private HttpAnswer kept(Source source, HttpRequest request, Unusable why, Instant now) {
    var topic = request.header(TOPIC_HEADER).orElse("");
    var entry = quarantine.keep(source, topic, request.body(), why, now);
    return HttpAnswer.accepted(
        Map.of("outcome", "quarantined", "reason", entry.reason(), "id", entry.reference()));
  }

  private static Map<Log.Field, Object> about(Source source) {
    return Map.of(Log.Field.PROGRAMME, source.programme(), Log.Field.SOURCE, source.id());
  }
}
