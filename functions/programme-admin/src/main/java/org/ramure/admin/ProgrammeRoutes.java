// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.DraftTable;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.SavedDraft;

/// The programme of the caller, its versions and what changed between them.
final class ProgrammeRoutes {

  private static final String DRAFT = "draft";

  private final ProgrammeTable table;
  private final DraftTable drafts;
  private final Publishing publishing;
  private final InstantSource clock;

  ProgrammeRoutes(
      ProgrammeTable table, DraftTable drafts, Publishing publishing, InstantSource clock) {
    this.table = table;
    this.drafts = drafts;
    this.publishing = publishing;
    this.clock = clock;
  }

  /// A key belongs to one programme and sees no other.
  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    return HttpAnswer.ok(new Views.Programmes(List.of(view(caller.programme()))));
  }

  HttpAnswer read(HttpRequest request, ApiKeyCaller caller) {
    return HttpAnswer.ok(view(Own.programme(request, caller)));
  }

  private Views.Programme view(ProgrammeId programme) {
    var versions = published(programme);
    var inForce = inForce(versions, clock.instant());
    return new Views.Programme(
        programme.value(),
        Json.tree(inForce.document()).path("name"),
        Views.Version.of(inForce),
        Views.Version.of(versions.getLast()),
        drafts.draft(programme).map(Views.Revision::of));
  }

  /// Before the first one takes effect, the first one.
  private static PublishedVersion inForce(List<PublishedVersion> versions, Instant now) {
    return versions.stream()
        .filter(version -> !version.effectiveFrom().isAfter(now))
        .reduce((_, later) -> later)
        .orElse(versions.getFirst());
  }

  private List<PublishedVersion> published(ProgrammeId programme) {
    var versions = table.versions(programme);
    if (versions.isEmpty()) {
      throw Own.notFound("Nothing was published yet");
    }
    return versions;
  }

  HttpAnswer versions(HttpRequest request, ApiKeyCaller caller) {
    var versions = table.versions(Own.programme(request, caller));
    return HttpAnswer.ok(
        new Views.Versions(versions.reversed().stream().map(Views.Version::of).toList()));
  }

  HttpAnswer version(HttpRequest request, ApiKeyCaller caller) {
    var programme = Own.programme(request, caller);
    return HttpAnswer.ok(Views.WholeVersion.of(version(programme, request.path("version"))));
  }

  /// What is no number is the number of no version.
  private PublishedVersion version(ProgrammeId programme, String number) {
    return Optional.of(number)
        .filter(n -> n.matches("[1-9][0-9]{0,5}"))
        .flatMap(n -> table.version(programme, Integer.parseInt(n)))
        .orElseThrow(() -> Own.notFound("No such version"));
  }

  HttpAnswer publish(HttpRequest request, ApiKeyCaller caller) {
    var programme = Own.programme(request, caller);
    Asked.Publication asked = request.read(Asked.Publication.READER);
    var outcome =
        publishing.publish(
            new Publishing.Request(
                programme,
                asked.effectiveFrom(),
                asked.document().map(Object::toString),
                asked.draft(),
                Asked.name(caller, asked.by())));
    return switch (outcome) {
      case Publishing.Published published ->
          HttpAnswer.created(Views.Published.of(published))
              .with("location", location(programme, published.version().number()));
      case Publishing.Refused refused -> Refusals.of(refused).answer();
    };
  }

  private static String location(ProgrammeId programme, int version) {
    return "/v1/programmes/" + programme + "/versions/" + version;
  }

  HttpAnswer compare(HttpRequest request, ApiKeyCaller caller) {
    var programme = Own.programme(request, caller);
    var from = request.query("from").orElseGet(() -> latest(programme));
    var to = request.query("to").orElse(DRAFT);
    var differences =
        DocumentDiff.between(
            Json.tree(document(programme, from)), Json.tree(document(programme, to)));
    return HttpAnswer.ok(new Views.Comparison(from, to, differences));
  }

  private String latest(ProgrammeId programme) {
    return String.valueOf(published(programme).getLast().number());
  }

  private String document(ProgrammeId programme, String which) {
    return which.equals(DRAFT)
        ? drafts
            .draft(programme)
            .map(SavedDraft::document)
            .orElseThrow(() -> new Problem.Refused(Refusals.noDraft()))
        : version(programme, which).document();
  }
}
