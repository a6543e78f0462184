// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.http.HttpAnswer;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.IdempotencyKey;
import org.ramure.lambda.http.Problem;
import org.ramure.table.ApiKeyUses;
import org.ramure.table.Contention;
import org.ramure.table.Once;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKeyTable;
import org.ramure.table.programmes.Change;
import org.ramure.table.programmes.ListedApiKey;
import org.ramure.table.programmes.ProgrammeTable;

/// The keys of the programme. A whole key is in the answer to its making and nowhere else, not even
/// in that answer given again.
final class KeyRoutes {

  private final ProgrammeTable table;
  private final ApiKeyTable keys;
  private final ApiKeyUses uses;
  private final InstantSource clock;

  KeyRoutes(ProgrammeTable table, ApiKeyTable keys, ApiKeyUses uses, InstantSource clock) {
    this.table = table;
    this.keys = keys;
    this.uses = uses;
    this.clock = clock;
  }

  HttpAnswer list(HttpRequest request, ApiKeyCaller caller) {
    var all =
        keys.all(caller.programme()).stream()
            .sorted(Comparator.comparing(key -> key.key().createdAt()))
            .toList();
    var used = uses.lastUsed(caller.programme(), all.stream().map(key -> key.key().id()).toList());
    return HttpAnswer.ok(new Views.Keys(all.stream().map(key -> Views.Key.of(key, used)).toList()));
  }

  /// A key in the making.
  private record Made(String secret, ListedApiKey listed) {

    Views.Key view() {
      return Views.Key.of(listed, Map.of());
    }

    /// What stays of the answer, for whoever asks again.
    Once.Answer kept() {
      return new Once.Answer(201, Json.text(new Views.NewKey(Optional.empty(), view())));
    }

    HttpAnswer answer() {
      return HttpAnswer.created(new Views.NewKey(Optional.of(secret), view()));
    }

    @Override
    public String toString() {
      return "Made[" + listed + "]";
    }
  }

  private Made made(
      ApiKeyCaller caller,
      String label,
      ApiKey.Scope scope,
      Optional<String> store,
      Optional<String> source) {
    var secret = Drawn.key();
    var key =
        new ApiKey(
            Callers.hash(secret),
            caller.programme(),
            Drawn.id(),
            label,
            scope,
            store,
            source,
            clock.instant());
    return new Made(
        secret, new ListedApiKey(key, caller.name(), Optional.empty(), Optional.empty()));
  }

  HttpAnswer create(HttpRequest request, ApiKeyCaller caller) {
    Asked.Key asked = request.read(Asked.Key.READER);
    var once = IdempotencyKey.of(request, caller);
    return again(once).orElseGet(() -> create(caller, asked, once));
  }

  private HttpAnswer create(ApiKeyCaller caller, Asked.Key asked, Once once) {
    if (asked.store().filter(id -> table.store(caller.programme(), id).isEmpty()).isPresent()) {
      return Problem.unknownStore("store").answer();
    }
    if (asked.source().filter(id -> table.source(caller.programme(), id).isEmpty()).isPresent()) {
      return Problem.unknownSource("source").answer();
    }
    var made = made(caller, asked.label(), asked.scope(), asked.store(), asked.source());
    return keys.create(made.listed(), once, made.kept())
        ? made.answer()
        : again(once).orElseGet(Problem::busy);
  }

  private Optional<HttpAnswer> again(Once once) {
    return IdempotencyKey.again(keys.before(once));
  }

  /// A new key with the rights of the old one, which lives on for a while.
  HttpAnswer rotate(HttpRequest request, ApiKeyCaller caller) {
    Asked.Rotation asked =
        request.body().length == 0
            ? new Asked.Rotation(Optional.empty())
            : request.read(Asked.Rotation.READER);
    var once = IdempotencyKey.of(request, caller);
    return Contention.decided(() -> again(once).or(() -> rotate(request, caller, asked, once)))
        .orElseGet(Problem::busy);
  }

  /// @return empty when somebody else wrote meanwhile
  private Optional<HttpAnswer> rotate(
      HttpRequest request, ApiKeyCaller caller, Asked.Rotation asked, Once once) {
    var old = listed(request, caller);
    var now = clock.instant();
    if (!old.isLiveAt(now) || old.replaced().isPresent()) {
      return Optional.of(Refusals.keyEnded().answer());
    }
    var key = old.key();
    var made = made(caller, key.label(), key.scope(), key.store(), key.source());
    var expiring =
        old.replacedBy(
            made.listed().key().id(),
            now.plus(Duration.ofHours(asked.hours())),
            new Change(caller.name(), now));
    return keys.replace(expiring, made.listed(), once, made.kept())
        ? Optional.of(made.answer())
        : Optional.empty();
  }

  private ListedApiKey listed(HttpRequest request, ApiKeyCaller caller) {
    return keys.find(caller.programme(), request.path("id"))
        .orElseThrow(() -> Own.notFound("No such key"));
  }

  /// Withdraws a key for good. The first time counts.
  HttpAnswer revoke(HttpRequest request, ApiKeyCaller caller) {
    return Contention.decided(() -> revoke(listed(request, caller), caller))
        .orElseGet(Problem::busy);
  }

  private Optional<HttpAnswer> revoke(ListedApiKey key, ApiKeyCaller caller) {
    if (key.revoked().isPresent()) {
      return Optional.of(view(key));
    }
    var revoked = key.revokedBy(new Change(caller.name(), clock.instant()));
    if (!key.isLastingAdmin()) {
      return keys.revoke(revoked) ? Optional.of(view(revoked)) : Optional.empty();
    }
    return another(key)
        .map(
            staying ->
                keys.revoke(revoked, staying)
                    ? Optional.of(view(revoked))
                    : Optional.<HttpAnswer>empty())
        .orElseGet(() -> Optional.of(Refusals.lastAdminKey().answer()));
  }

  /// One that can administrate when this one is gone.
  private Optional<ListedApiKey> another(ListedApiKey key) {
    return keys.all(key.key().programme()).stream()
        .filter(ListedApiKey::isLastingAdmin)
        .filter(other -> !other.key().id().equals(key.key().id()))
        .findFirst();
  }

  private static HttpAnswer view(ListedApiKey key) {
    return HttpAnswer.ok(Views.Key.of(key, Map.of()));
  }
}
