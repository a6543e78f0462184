// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.util.List;
import java.util.Optional;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.programme.Fault;
import org.ramure.programme.Publication;
import org.ramure.table.programmes.SavedDraft;

/// Why something is not set up, as a caller reads it.
final class Refusals {

  private Refusals() {}

  static Problem of(Publishing.Refused refused) {
    return switch (refused) {
      case Publishing.DraftChanged(var now) -> draftChanged(now);
      case Publishing.DocumentRefused(var faults) -> documentRefused(faults);
      case Publishing.NotPublishable(var why) -> of(why);
      case Publishing.PublishedMeanwhile() -> publishedMeanwhile();
    };
  }

  static Problem noDraft() {
    return Problem.notFound("There is no draft");
  }

  static Problem draftChanged(Optional<SavedDraft> now) {
    var problem =
        new Problem(
            ProblemType.DRAFT_CHANGED,
            "The draft is not the one you have seen",
            "Nothing was changed; read it, and name its revision in If-Match or draft");
    return now.map(draft -> problem.with("draft", Views.Revision.of(draft))).orElse(problem);
  }

  private static Problem documentRefused(List<Fault> faults) {
    return new Problem(
            ProblemType.DOCUMENT_REFUSED,
            "The document has faults",
            "Nothing was published; faults says what is wrong and where")
        .at("document")
        .with("faults", faults);
  }

  static Problem of(Publication.Refused refused) {
    return switch (refused) {
      case Publication.ZoneChanged(var was) ->
          notPublishable("ZONE_CHANGED", "Accounts are settled in the time zone " + was)
              .at("document.zone");
      case Publication.CurrencyChanged(var was) ->
          notPublishable("CURRENCY_CHANGED", "Points are worth amounts in " + was)
              .at("document.currency");
      case Publication.FirstInFuture(var latest) ->
          notPublishable("FIRST_IN_FUTURE", "The first version takes effect by " + latest)
              .at("effectiveFrom");
      case Publication.TooSoon(var earliest) ->
          notPublishable("TOO_SOON", "It must not take effect before " + earliest)
              .at("effectiveFrom");
      case Publication.NotAfterPrevious(var previous) ->
          notPublishable("NOT_AFTER_PREVIOUS", "The version before takes effect at " + previous)
              .at("effectiveFrom");
    };
  }

  private static Problem notPublishable(String reason, String detail) {
    return new Problem(ProblemType.NOT_PUBLISHABLE, "This cannot become the next version", detail)
        .because(reason);
  }

  private static Problem publishedMeanwhile() {
    return new Problem(
        ProblemType.PUBLISHED_MEANWHILE,
        "Somebody else published at the same moment",
        "Nothing was published; look at their version, and publish again if you still want to");
  }

  static Problem sourceTaken() {
    return new Problem(
            ProblemType.SOURCE_TAKEN,
            "Another programme has a source of this id",
            "Ids of sources are unique over all programmes; choose another one")
        .at("source");
  }

  static Problem secretNeeded() {
    return new Problem(
            ProblemType.SECRET_NEEDED,
            "A shop that signs its webhooks needs a secret",
            "Nothing was changed; send the secret that the shop signs with")
        .at("secrets");
  }

  static Problem unknownZone(String field) {
    return new Problem(
            ProblemType.UNKNOWN_ZONE,
            "No such zone",
            "The programme has no zone of this id; nothing was changed")
        .at(field);
  }

  static Problem zoneInItself() {
    return new Problem(
            ProblemType.ZONE_IN_ITSELF,
            "The zone would lie in itself",
            "Zones form a tree; nothing was changed")
        .at("parent");
  }

  static Problem keyEnded() {
    return new Problem(
        ProblemType.KEY_ENDED,
        "The key has ended or was rotated already",
        "Nothing was changed; rotate the key that took its place, or create one");
  }

  static Problem lastAdminKey() {
    return new Problem(
        ProblemType.LAST_ADMIN_KEY,
        "No other key could administrate the programme any more",
        "Nothing was changed; create another key of scope admin, bound to nothing, or rotate this"
            + " one");
  }
}
