// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.language.Language;
import org.ramure.lambda.language.Messages;
import org.ramure.lambda.programme.Programmes;
import org.ramure.lambda.reading.Flaw;
import org.ramure.table.QuarantineEntry;
import org.ramure.table.QuarantineEntry.Discarded;
import org.ramure.table.QuarantineReplay.Wanted;
import org.ramure.table.QuarantineTable;
import org.ramure.table.programmes.Source;

/// What staff does with messages in quarantine: look, replay one or many, discard. The same word
/// again changes nothing and is answered with what stands. A key bound to a source sees no other.
record QuarantineDesk(
    Programmes programmes,
    QuarantineTable entries,
    Replay replay,
    Replays replays,
    InstantSource clock) {

  /// @param reason why nothing is to be made of the message
  /// @param by who decides, as the brand's own console knows them; not an address
  record Discarding(String reason, String by) {

    static final ObjectReader READER = Json.reader(Discarding.class);

    Discarding {
      Limits.text("reason", reason, 200);
      Limits.text("by", by, 64);
    }
  }

  /// Which entries to replay; all that wait where it names nothing.
  ///
  /// @param reason one of the codes of {@link Flaw}
  /// @param until received at the latest; now where it is absent
  record Many(Optional<String> source, Optional<String> reason, Optional<Instant> until) {

    static final ObjectReader READER = Json.reader(Many.class);

    Many {
      if (reason.isPresent()
          && Arrays.stream(Flaw.values()).map(Flaw::code).noneMatch(reason.get()::equals)) {
        throw new Json.Malformed("reason", "not a reason of quarantine");
      }
    }
  }

  static QuarantineDesk of(Replays replays) {
    var one = replays.one();
    return new QuarantineDesk(
        one.reception().surroundings().programmes(),
        replays.entries(),
        one,
        replays,
        replays.clock());
  }

  /// The newest first.
  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var now = clock.instant();
    var page =
        new QuarantineList(
                caller.programme(),
                sources(caller, request.query("source")),
                request.query("day").map(QuarantineDesk::day),
                request.query("cursor").map(QuarantineCursor::parse),
                request.limit())
            .read(entries, now);
    var messages = messages(request);
    return HttpAnswer.ok(
        new QuarantineView.Page(
            page.entries().stream().map(entry -> QuarantineView.of(entry, messages, now)).toList(),
            page.next().map(QuarantineCursor::toString)));
  }

  HttpAnswer one(HttpRequest request, ApiKeyCaller caller) {
    return shown(request, entry(request, caller));
  }

  /// Waits for the outcome: the answer is the entry as it stands afterwards, replayed or waiting on
  /// with its new reason.
  HttpAnswer replay(HttpRequest request, ApiKeyCaller caller) {
    var entry = entry(request, caller);
    return switch (entry.state()) {
      case QuarantineEntry.Replayed _ -> shown(request, entry);
      case Discarded _ -> alreadyDiscarded();
      case QuarantineEntry.Waiting _ ->
          switch (replay.run(entry, caller.name())) {
            case REPLAYED, STILL_UNUSABLE -> shown(request, entry(request, caller));
            case BODY_GONE -> bodyGone();
            case SOURCE_GONE -> sourceGone();
          };
    };
  }

  HttpAnswer discard(HttpRequest request, ApiKeyCaller caller) {
    Discarding asked = request.read(Discarding.READER);
    var entry = entry(request, caller);
    var state = new Discarded(clock.instant(), caller.name() + "/" + asked.by(), asked.reason());
    if (entry.isWaiting()) {
      entries.discarded(entry, state);
    }
    var stands = entry(request, caller);
    return switch (stands.state()) {
      case Discarded(_, String by, String why)
          when by.equals(state.by()) && why.equals(state.why()) ->
          shown(request, stands);
      case Discarded _ -> alreadyDiscarded();
      case QuarantineEntry.Replayed _ -> alreadyReplayed();
      case QuarantineEntry.Waiting _ ->
          throw new IllegalStateException("not discarded: " + stands.id());
    };
  }

  /// Answers at once; the work is done batch by batch.
  HttpAnswer replayMany(HttpRequest request, ApiKeyCaller caller) {
    Many asked = request.read(Many.READER);
    var source = asked.source().or(caller::source);
    source.ifPresent(id -> requireSource(caller, id));
    var now = clock.instant();
    var until = asked.until().filter(now::isAfter).orElse(now);
    var many =
        replays.begin(caller.programme(), caller.name(), new Wanted(source, asked.reason(), until));
    return HttpAnswer.accepted(QuarantineView.Progress.of(many));
  }

  HttpAnswer progress(HttpRequest request, ApiKeyCaller caller) {
    return Optional.of(request.path("id"))
        .filter(id -> id.matches("[0-9a-f-]{36}"))
        .flatMap(id -> entries.replay(caller.programme(), id))
        .filter(many -> isOfKey(caller, many.wanted()))
        .map(many -> HttpAnswer.ok(QuarantineView.Progress.of(many)))
        .orElseGet(() -> Problem.notFound("No such replay").answer());
  }

  /// A bound key sees replays of its own source; one of all sources is head office's.
  private static boolean isOfKey(ApiKeyCaller caller, Wanted wanted) {
    return caller.source().isEmpty() || caller.source().equals(wanted.source());
  }

  private HttpAnswer shown(HttpRequest request, QuarantineEntry entry) {
    return HttpAnswer.ok(QuarantineView.of(entry, messages(request), clock.instant()));
  }

  private QuarantineEntry entry(HttpRequest request, ApiKeyCaller caller) {
    return entries
        .find(caller.programme(), request.path("id"))
        .filter(entry -> !caller.isForeignSource(entry.source()))
        .orElseThrow(() -> new Problem.Refused(Problem.notFound("No such entry")));
  }

  private List<String> sources(ApiKeyCaller caller, Optional<String> named) {
    var meant = named.or(caller::source);
    meant.ifPresent(id -> requireSource(caller, id));
    return meant
        .map(List::of)
        .orElseGet(() -> programmes.sources(caller.programme()).stream().map(Source::id).toList());
  }

  private void requireSource(ApiKeyCaller caller, String id) {
    if (caller.isForeignSource(id)) {
      throw new Problem.Refused(
          Problem.forbidden("This key is bound to another source").at("source"));
    }
    if (programmes.source(caller.programme(), id).isEmpty()) {
      throw new Problem.Refused(Problem.unknownSource("source"));
    }
  }

  private static Messages messages(HttpRequest request) {
    return Messages.in(
        Language.preferred(request.query("lang"), request.header("accept-language")));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notOne) {
      throw new Json.Malformed("day", "must be written as in 2026-03-14");
    }
  }

  private static HttpAnswer alreadyDiscarded() {
    return new Problem(
            ProblemType.ALREADY_DISCARDED,
            "The message was discarded",
            "Nothing was changed; a discarded message is not replayed")
        .answer();
  }

  private static HttpAnswer alreadyReplayed() {
    return new Problem(
            ProblemType.ALREADY_REPLAYED,
            "The message was replayed",
            "Nothing was changed; what it says is evidence now")
        .answer();
  }

  private static HttpAnswer bodyGone() {
    return new Problem(
            ProblemType.BODY_GONE,
            "The message's body is not there any more",
            "Bodies are kept for 30 days; ask the shop for the order")
        .answer();
  }

  private static HttpAnswer sourceGone() {
    return new Problem(
            ProblemType.SOURCE_GONE, "The source does not exist any more", "Nothing was changed")
        .answer();
  }
}
