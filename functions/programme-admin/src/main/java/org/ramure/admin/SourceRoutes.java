// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.key.Sealing;
import org.ramure.table.Contention;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.Source;

/// The connected shops and till systems. Their secrets go in and never come out.
final class SourceRoutes {

  private final ProgrammeTable table;
  private final Sealing sealing;
  private final InstantSource clock;

  SourceRoutes(ProgrammeTable table, Sealing sealing, InstantSource clock) {
    this.table = table;
    this.sealing = sealing;
    this.clock = clock;
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var sources = table.sources(caller.programme());
    return HttpAnswer.ok(new Views.Sources(sources.stream().map(Views.Source::of).toList()));
  }

  HttpAnswer read(HttpRequest request, ApiKeyCaller caller) {
    return table
        .source(caller.programme(), request.path("source"))
        .map(source -> HttpAnswer.ok(Views.Source.of(source)))
        .orElseThrow(() -> Own.notFound("No such source"));
  }

  HttpAnswer put(HttpRequest request, ApiKeyCaller caller) {
    var id = Own.newId(request, "source");
    Asked.Source asked = request.read(Asked.Source.READER);
    var source = source(caller, id, asked);
    return asked
        .secrets()
        .map(secrets -> replace(with(source, sealed(source, secrets))))
        .orElseGet(() -> keepSecrets(source));
  }

  private Source source(ApiKeyCaller caller, String id, Asked.Source asked) {
    return new Source(
        caller.programme(),
        id,
        asked.type(),
        asked.timeZone(),
        asked.refunds().orElse(Source.Refunds.SEPARATE),
        asked.phoneRegion(),
        List.of(),
        Optional.of(new Change(caller.name(), clock.instant())));
  }

  private List<String> sealed(Source source, List<String> secrets) {
    return secrets.stream().map(secret -> sealing.seal(secret, source.owner())).toList();
  }

  private static Source with(Source source, List<String> sealedSecrets) {
    return new Source(
        source.programme(),
        source.id(),
        source.type(),
        source.zone(),
        source.refunds(),
        source.phoneRegion(),
        sealedSecrets,
        source.changed());
  }

  private HttpAnswer replace(Source source) {
    if (lacksSecret(source)) {
      return Refusals.secretNeeded().answer();
    }
    return table.put(source)
        ? HttpAnswer.ok(Views.Source.of(source))
        : Refusals.sourceTaken().answer();
  }

  /// Somebody may be replacing the secrets at this very moment: then theirs are kept.
  private HttpAnswer keepSecrets(Source source) {
    return Contention.decided(() -> keepSecretsOf(source)).orElseGet(Problem::busy);
  }

  private Optional<HttpAnswer> keepSecretsOf(Source source) {
    var before = table.source(source.programme(), source.id());
    if (before.isEmpty()) {
      return Optional.of(replace(source));
    }
    var kept = with(source, before.get().sealedSecrets());
    if (lacksSecret(kept)) {
      return Optional.of(Refusals.secretNeeded().answer());
    }
    return table.putKeepingSecrets(kept)
        ? Optional.of(HttpAnswer.ok(Views.Source.of(kept)))
        : Optional.empty();
  }

  private static boolean lacksSecret(Source source) {
    return signs(source.type()) && source.sealedSecrets().isEmpty();
  }

  private static boolean signs(Source.Type type) {
    return switch (type) {
      case SHOPIFY -> true;
      case GENERIC -> false;
    };
  }
}
