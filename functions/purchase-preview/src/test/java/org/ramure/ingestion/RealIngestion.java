// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.reading.Surroundings;
import org.ramure.table.PurchaseTable;

/// What purchase-ingestion makes of a shop's call.
public final class RealIngestion {

  private final PurchaseCalls calls;

  public RealIngestion(Surroundings surroundings, PurchaseTable purchases, InstantSource clock) {
    calls = new PurchaseCalls(surroundings, new Intake(purchases), clock);
  }

  public void purchase(ApiKeyCaller key, String source, String document, String body) {
    var path = Map.of("source", source, "documentId", document);
    assertStored(calls.purchase(request(path, body), key));
  }

  public void refund(ApiKeyCaller key, String source, String document, String body) {
    var path = Map.of("source", source, "documentId", document, "refundId", "R-1");
    assertStored(calls.refund(request(path, body), key));
  }

  public void cancellation(ApiKeyCaller key, String source, String document, String body) {
    var path = Map.of("source", source, "documentId", document);
    assertStored(calls.cancellation(request(path, body), key));
  }

  private static HttpRequest request(Map<String, String> path, String body) {
    return new HttpRequest(
        "PUT", path, Map.of(), Map.of(), body.getBytes(UTF_8), "r-1", "192.0.2.1");
  }

  private static void assertStored(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }
}
