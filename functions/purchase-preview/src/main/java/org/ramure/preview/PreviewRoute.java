// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.preview;

import java.time.InstantSource;
import java.util.Optional;
import org.ramure.lambda.Metrics;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.reading.FlawedField;
import org.ramure.lambda.reading.Surroundings;
import org.ramure.lambda.voucher.Place;
import org.ramure.lambda.voucher.Places;
import org.ramure.lambda.voucher.Refusals;
import org.ramure.table.programmes.Store;

/// Decodes a basket and tells what became of it.
final class PreviewRoute {

  private final Surroundings surroundings;
  private final Places places;
  private final Refusals refusals;
  private final Previews previews;
  private final Metrics metrics;

  PreviewRoute(Surroundings surroundings, Previews previews, InstantSource clock) {
    this.surroundings = surroundings;
    this.places = new Places(surroundings.programmes(), clock);
    this.refusals = new Refusals(surroundings.programmes());
    this.previews = previews;
    this.metrics = new Metrics("purchase-preview", clock);
  }

  HttpAnswer preview(HttpRequest request, ApiKeyCaller caller) {
    try {
      var body = AskedBasket.Body.of(request.body());
      var place = places.of(caller, body.source(), body.store());
      var previewed = previews.of(place, read(body, place));
      metrics.count("UnknownVoucherCodes", previewed.tried().unknown());
      var language = Language.preferred(Optional.empty(), request.header("accept-language"));
      return HttpAnswer.ok(
          PreviewView.of(
              previewed,
              language,
              Messages.in(language),
              why -> refusals.problem(why, place, caller, request)));
    } catch (FlawedField flawed) {
      return flawed.unusable().problem().answer();
    }
  }

  private AskedBasket read(AskedBasket.Body body, Place place) {
    var source = surroundings.programmes().source(place.programme(), place.source()).orElseThrow();
    return body.read(place.store().map(Store::id), surroundings.of(source, place.now()));
  }
}
