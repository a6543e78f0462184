// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.time.InstantSource;
import org.ramure.ingestion.generic.GenericMapping;
import org.ramure.lambda.caller.Caller;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Caller.MemberCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.Problem.Refused;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.reading.Reading;
import org.ramure.lambda.reading.Reading.Facts;
import org.ramure.lambda.reading.Reading.Ignored;
import org.ramure.lambda.reading.Reading.Unusable;
import org.ramure.lambda.reading.Surroundings;
import org.ramure.purchase.Evidence.Order;
import org.ramure.table.PurchaseTable.OtherContent;
import org.ramure.table.PurchaseTable.Stored;
import org.ramure.table.programmes.Source;

/// The calls by which shops and tills report purchases themselves. Every command has its key in its
/// URL, so a repeat stores nothing and is answered alike. Nothing goes to quarantine here: the
/// caller is told what is wrong, and repeats what broke.
record PurchaseCalls(Surroundings surroundings, Intake intake, InstantSource clock) {

  HttpAnswer purchase(HttpRequest request, Caller caller) {
    var key = key(caller);
    var source = source(request, key);
    var context = surroundings.of(source, clock.instant());
    var reading =
        GenericMapping.purchase(request.path("documentId"), request.body(), key.store(), context);
    return answer(source, key, reading);
  }

  /// A source that reports lines as kept has told every return already: a refund of its own would
  /// count it twice.
  HttpAnswer refund(HttpRequest request, Caller caller) {
    var key = key(caller);
    var source = source(request, key);
    if (source.refunds() == Source.Refunds.IN_LINES) {
      throw new Refused(
          new Problem(
              ProblemType.REFUNDS_IN_LINES,
              "This source reports lines as kept",
              "Send the purchase again with the lines that are left"));
    }
    var context = surroundings.of(source, clock.instant());
    var reading =
        GenericMapping.refund(
            request.path("documentId"), request.path("refundId"), request.body(), context);
    return answer(source, key, reading);
  }

  HttpAnswer cancellation(HttpRequest request, Caller caller) {
    var key = key(caller);
    var source = source(request, key);
    var context = surroundings.of(source, clock.instant());
    var reading = GenericMapping.cancellation(request.path("documentId"), request.body(), context);
    return answer(source, key, reading);
  }

  private static ApiKeyCaller key(Caller caller) {
    return switch (caller) {
      case ApiKeyCaller key -> key;
      case MemberCaller member ->
          throw new IllegalStateException(
              "no route of this function is a member's: " + member.name());
    };
  }

  /// Another programme's source is not there. One that sends webhooks is not written to from aside:
  /// two witnesses of one sale under one key would overwrite each other.
  private Source source(HttpRequest request, ApiKeyCaller key) {
    var source =
        surroundings
            .programmes()
            .source(key.programme(), request.path("source"))
            .orElseThrow(() -> new Refused(Problem.notFound("No such source")));
    if (source.type() != Source.Type.GENERIC) {
      throw new Refused(
          new Problem(
              ProblemType.SOURCE_SENDS_WEBHOOKS,
              "This source reports by webhooks",
              "Only a source of type GENERIC is written to by calls"));
    }
    return source;
  }

  private HttpAnswer answer(Source source, ApiKeyCaller key, Reading reading) {
    return switch (reading) {
      case Facts facts -> store(source, key, facts);
      case Unusable unusable -> unusable.problem().answer();
      case Ignored ignored ->
          throw new IllegalStateException("a call is never ignored: " + ignored);
    };
  }

  private HttpAnswer store(Source source, ApiKeyCaller key, Facts facts) {
    if (facts.evidence().stream().anyMatch(evidence -> isOfForeignStore(evidence, key))) {
      return Problem.forbidden("This key speaks for another store").at("store").answer();
    }
    var result = intake.store(source, facts, OtherContent.REFUSE);
    return result.outcome() == Stored.DIFFERENT ? differs().answer() : Webhooks.stored(result);
  }

  private static boolean isOfForeignStore(org.ramure.purchase.Evidence evidence, ApiKeyCaller key) {
    return evidence instanceof Order order
        && order.place().store().filter(key::isForeignStore).isPresent();
  }

  private static Problem differs() {
    return new Problem(
        ProblemType.CONTENT_DIFFERS,
        "This id is known with other content",
        "Nothing was changed; a correction is a refund with an id of its own");
  }
}
