// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.InstantSource;
import java.util.Optional;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.DraftTable;
import org.ramure.table.programmes.SavedDraft;

/// The draft of the next version. Whoever saves or discards it names in {@code If-Match} the
/// revision they have seen.
final class DraftRoutes {

  private final DraftTable drafts;
  private final Review review;
  private final InstantSource clock;

  DraftRoutes(DraftTable drafts, Review review, InstantSource clock) {
    this.drafts = drafts;
    this.review = review;
    this.clock = clock;
  }

  HttpAnswer read(HttpRequest request, ApiKeyCaller caller) {
    return drafts
        .draft(Own.programme(request, caller))
        .map(this::answer)
        .orElseGet(() -> Refusals.noDraft().answer());
  }

  HttpAnswer save(HttpRequest request, ApiKeyCaller caller) {
    var programme = Own.programme(request, caller);
    Asked.Document asked = request.read(Asked.Document.READER);
    var change = new Change(Asked.name(caller, asked.by()), clock.instant());
    var draft = new SavedDraft(programme, checked(asked.text()), Drawn.id(), change);
    return drafts.save(draft, seen(request)) ? answer(draft) : notSaved(draft);
  }

  /// Who has lost the answer saves again what is there already.
  private HttpAnswer notSaved(SavedDraft draft) {
    var now = drafts.draft(draft.programme());
    return now.filter(saved -> saved.document().equals(draft.document()))
        .map(this::answer)
        .orElseGet(() -> Refusals.draftChanged(now).answer());
  }

  private static String checked(String document) {
    if (document.length() > Review.LONGEST) {
      throw new org.ramure.lambda.Json.Malformed(
          "document", "must be at most " + Review.LONGEST + " characters long");
    }
    return document;
  }

  HttpAnswer discard(HttpRequest request, ApiKeyCaller caller) {
    var programme = Own.programme(request, caller);
    if (seen(request).filter(revision -> drafts.discard(programme, revision)).isPresent()) {
      return HttpAnswer.noContent();
    }
    var now = drafts.draft(programme);
    return now.isEmpty() ? HttpAnswer.noContent() : Refusals.draftChanged(now).answer();
  }

  HttpAnswer validate(HttpRequest request, ApiKeyCaller caller) {
    var programme = Own.programme(request, caller);
    Asked.Document asked = request.read(Asked.Document.READER);
    return HttpAnswer.ok(Views.Verdict.of(review.of(programme, asked.text())));
  }

  private HttpAnswer answer(SavedDraft draft) {
    var verdict = review.of(draft.programme(), draft.document());
    return HttpAnswer.ok(Views.Draft.of(draft, verdict)).with("etag", '"' + draft.revision() + '"');
  }

  private static Optional<String> seen(HttpRequest request) {
    return request.header("if-match").map(tag -> tag.strip().replaceAll("^\"|\"$", ""));
  }
}
