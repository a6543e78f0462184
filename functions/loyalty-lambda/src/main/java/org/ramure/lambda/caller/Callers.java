// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.caller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.ramure.digest.Sha256;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.table.programmes.ApiKey;

/// Tells who a bearer is. A member's token is recomputed; an API key is looked up by its SHA-256 (a
/// key is 160 random bits or more, so a plain hash is enough) and kept for a minute: for so long a
/// withdrawn key may still work in a warm function.
///
/// Keys that are not found are not kept: a made-up key is never tried twice, so keeping it would
/// save nothing and hold memory for whoever sends many, and a key tried a moment before it was
/// created would stay refused.
public final class Callers {

  private static final String SCHEME = "bearer ";
  private static final int LONGEST = 512;
  private static final int KEPT_AT_MOST = 1_000;
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Function<String, Optional<ApiKey>> keyByHash;
  private final Optional<MemberTokens> tokens;
  private final Optional<KeyUses> uses;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(ApiKeyCaller caller, Instant until) {}

  /// @param keyByHash reads a key's item by the lower-case hex of its SHA-256
  /// @param clock real time, also for a sandbox
  public Callers(
      Function<String, Optional<ApiKey>> keyByHash, MemberTokens tokens, InstantSource clock) {
    this(keyByHash, Optional.of(tokens), Optional.empty(), clock);
  }

  private Callers(
      Function<String, Optional<ApiKey>> keyByHash,
      Optional<MemberTokens> tokens,
      Optional<KeyUses> uses,
      InstantSource clock) {
    this.keyByHash = keyByHash;
    this.tokens = tokens;
    this.uses = uses;
    this.clock = clock;
  }

  /// For a function that no member calls: it has no business with the tokens' keys, and a token
  /// gets it nowhere.
  public static Callers ofKeysOnly(
      Function<String, Optional<ApiKey>> keyByHash, InstantSource clock) {
    return new Callers(keyByHash, Optional.empty(), Optional.empty(), clock);
  }

  /// The same, noting when each key is used.
  public Callers noting(KeyUses noted) {
    return new Callers(keyByHash, tokens, Optional.of(noted), clock);
  }

  /// @param authorization the header's value
  /// @return empty where the credentials are missing, malformed, unknown or expired: the answer
  ///     must not tell which
  public Optional<Caller> find(Optional<String> authorization) {
    return authorization.flatMap(Callers::credentials).flatMap(this::bearer);
  }

  private static Optional<String> credentials(String header) {
    var is =
        header.length() <= LONGEST && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return is ? Optional.of(header.substring(SCHEME.length()).strip()) : Optional.empty();
  }

  private Optional<Caller> bearer(String credentials) {
    var now = clock.instant();
    if (MemberTokens.looksLikeOne(credentials)) {
      return tokens.flatMap(t -> t.verify(credentials, now)).map(Caller.class::cast);
    }
    var key = key(hash(credentials), now);
    key.ifPresent(caller -> uses.ifPresent(u -> u.note(caller, now)));
    return key.map(Caller.class::cast);
  }

  private Optional<ApiKeyCaller> key(String hash, Instant now) {
    var kept = known.get(hash);
    if (kept != null && now.isBefore(kept.until())) {
      return Optional.of(kept.caller());
    }
    known.remove(hash);
    var found = keyByHash.apply(hash).filter(key -> key.isLiveAt(now)).map(key -> known(key, now));
    found.ifPresent(caller -> keep(hash, caller));
    return found.map(Known::caller);
  }

  /// A key that expires is forgotten to the second.
  private static Known known(ApiKey key, Instant now) {
    var until = now.plus(KEPT);
    return new Known(ApiKeyCaller.of(key), key.expiresAt().filter(until::isAfter).orElse(until));
  }

  private void keep(String hash, Known caller) {
    if (known.size() >= KEPT_AT_MOST) {
      known.clear();
    }
    known.put(hash, caller);
  }

  /// Under which hash a key is stored.
  public static String hash(String apiKey) {
    return Sha256.hex(apiKey);
  }
}
