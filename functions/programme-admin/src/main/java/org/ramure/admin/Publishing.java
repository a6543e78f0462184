// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.programme.Fault;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.programme.Publication;
import org.ramure.table.programmes.DraftTable;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.SavedDraft;

/// Adds versions to a programme that has one. The same for the same moment, asked for again, is the
/// version it became.
final class Publishing {

  private final ProgrammeTable table;
  private final DraftTable drafts;
  private final Review review;
  private final InstantSource clock;

  Publishing(ProgrammeTable table, DraftTable drafts, Review review, InstantSource clock) {
    this.table = table;
    this.drafts = drafts;
    this.review = review;
    this.clock = clock;
  }

  /// What is asked for.
  ///
  /// @param document to publish; of the draft where it is empty
  /// @param draft the revision that is to be published
  record Request(
      ProgrammeId programme,
      Instant effectiveFrom,
      Optional<String> document,
      Optional<String> draft,
      String by) {}

  sealed interface Outcome {}

  record Published(PublishedVersion version, List<Fault> warnings) implements Outcome {}

  /// In order of precedence.
  sealed interface Refused extends Outcome {}

  /// The draft is another one, or none is there.
  record DraftChanged(Optional<SavedDraft> now) implements Refused {}

  record DocumentRefused(List<Fault> faults) implements Refused {}

  record NotPublishable(Publication.Refused why) implements Refused {}

  /// Somebody else published at the same moment.
  record PublishedMeanwhile() implements Refused {}

  Outcome publish(Request request) {
    var before = table.versions(request.programme());
    return repeat(request, before).orElseGet(() -> decide(request, before));
  }

  private Optional<Outcome> repeat(Request request, List<PublishedVersion> before) {
    return before.stream()
        .filter(version -> isRepeat(request, version))
        .findFirst()
        .map(version -> published(version));
  }

  private static boolean isRepeat(Request request, PublishedVersion version) {
    return version.effectiveFrom().equals(request.effectiveFrom())
        && (request.document().isPresent()
            ? request.document().get().equals(version.document())
            : request.draft().equals(version.draft()));
  }

  private Published published(PublishedVersion version) {
    return new Published(version, review.of(version.programme(), version.document()).warnings());
  }

  private Outcome decide(Request request, List<PublishedVersion> before) {
    if (request.document().isPresent()) {
      return decide(request, request.document().get(), before);
    }
    var draft = drafts.draft(request.programme());
    return draft
        .filter(saved -> request.draft().filter(saved.revision()::equals).isPresent())
        .map(saved -> decide(request, saved.document(), before))
        .orElseGet(() -> new DraftChanged(draft));
  }

  private Outcome decide(Request request, String text, List<PublishedVersion> before) {
    var verdict = review.of(request.programme(), text);
    if (verdict.document().isEmpty()) {
      return new DocumentRefused(verdict.faults());
    }
    var outcome =
        Publication.publish(
            request.programme(),
            verdict.document().get().terms(),
            request.effectiveFrom(),
            before.stream().map(Publishing::parsed).toList(),
            clock.instant());
    return switch (outcome) {
      case Publication.Accepted(var version) ->
          write(request, version(request, version.number(), text), verdict.warnings());
      case Publication.Refused refused -> new NotPublishable(refused);
    };
  }

  private static ProgrammeVersion parsed(PublishedVersion version) {
    return new ProgrammeVersion(
        version.programme(),
        version.number(),
        version.effectiveFrom(),
        ProgrammeDocument.published(version.document()).terms());
  }

  private PublishedVersion version(Request request, int number, String text) {
    return new PublishedVersion(
        request.programme(),
        number,
        request.effectiveFrom(),
        clock.instant(),
        request.by(),
        text,
        request.draft());
  }

  private Outcome write(Request request, PublishedVersion version, List<Fault> warnings) {
    var written =
        request
            .draft()
            .map(revision -> drafts.publish(version, revision))
            .orElseGet(() -> table.publish(version));
    return written ? new Published(version, warnings) : lost(request);
  }

  /// Who lost a race to the same request has won.
  private Outcome lost(Request request) {
    return repeat(request, table.versions(request.programme())).orElseGet(PublishedMeanwhile::new);
  }
}
