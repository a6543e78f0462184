// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.ramure.local.tour.Api;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.Api.Caller;
import org.ramure.local.tour.PlayedDay;

/// What the played day leaves out, so that every function has done its work once: a basket that is
/// shown its points, points given by staff, the replay of what lies in quarantine, and who
/// subscribes to events.
final class Errands {
  private final Caller shop;
  private final Caller admin;
  private final Report report;

  Errands(Api api, PlayedDay.Played played, Report report) {
    this.shop = api.as(played.apiKey("shop"));
    this.admin = api.as(played.apiKey("admin"));
    this.report = report;
  }

  void run() {
    preview();
    adjustment();
    replay();
    subscriptions();
  }

  private void preview() {
    var lines = List.of(Map.of("id", "1", "quantity", "1", "gross", "45.00"));
    var shown = shop.post("/v1/purchases/preview", Map.of("currency", "EUR", "lines", lines));
    report.expect("a basket is shown its points", "45", shown.text("/points"));
  }

  private void adjustment() {
    var email = UUID.randomUUID() + "@example.com";
    var member = shop.post("/v1/members", Map.of("identities", Map.of("email", email)));
    var given =
        once()
            .post(
                "/v1/members/" + member.text("/id") + "/adjustments",
                Map.of("points", 5, "reason", "A gesture", "by", "ann"));
    report.expect("staff gives points", 201, given.status());
  }

  private void replay() {
    var begun = once().post("/v1/quarantine/replays", Map.of("source", "vosges-web"));
    report.expect("a replay begins", 202, begun.status());
    var path = "/v1/quarantine/replays/" + begun.text("/id");
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Answer progress = admin.get(path);
    while (!progress.body().path("done").asBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      progress = admin.get(path);
    }
    report.expect("and ends", "DONE", progress.text("/stage"));
  }

  /// Only read: to make one, the name of another system would have to be found in the network.
  private void subscriptions() {
    var read = admin.get("/v1/webhook-subscriptions");
    report.expect("who subscribes to events is answered", 200, read.status());
  }

  private Caller once() {
    return admin.with("idempotency-key", UUID.randomUUID().toString());
  }
}
