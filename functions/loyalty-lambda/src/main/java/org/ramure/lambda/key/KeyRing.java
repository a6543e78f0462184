// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.ramure.digest.Sha256;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;

/// The keys of one purpose by generation, from a secret {@code {"current": "A", "A": "…"}}. A
/// generation is one character, kept beside whatever was made with it; rotation adds a generation
/// and moves {@code current}, and what was made before stays readable. Identities are the
/// exception: see {@code IdentityHashes}.
///
/// Fetched at first need and again after five minutes; where that fails, the keys at hand are used
/// on: generations are only ever added, and a till must not wait for the secret store.
public final class KeyRing {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HMAC = "HmacSHA256";

  private final Supplier<String> secret;
  private final InstantSource clock;
  private volatile @Nullable Keys held;

  private KeyRing(Supplier<String> secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /// The ring whose secret's ARN a variable holds.
  public static KeyRing of(Environment environment, String variable) {
    var arn = environment.require(variable);
    return of(
        () -> environment.secrets().getSecretValue(s -> s.secretId(arn)).secretString(),
        environment.clock());
  }

  /// @param secret fetches the secret's JSON
  public static KeyRing of(Supplier<String> secret, InstantSource clock) {
    return new KeyRing(secret, clock);
  }

  /// The generation that new things are made with.
  public String current() {
    return keys().current;
  }

  /// All of them, in no order.
  public Set<String> generations() {
    return Set.copyOf(keys().byGeneration.keySet());
  }

  public boolean has(String generation) {
    return find(generation).isPresent();
  }

  /// HMAC-SHA256 with the key of {@code generation}. The purpose keeps equal values of different
  /// meanings apart, and each part is preceded by its length, so that no two lists of parts are
  /// ever the same message.
  public byte[] hmac(String generation, String purpose, String... parts) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(require(generation), HMAC));
      add(mac, purpose);
      for (var part : parts) {
        add(mac, part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same in lower-case hex.
  public String hmacHex(String generation, String purpose, String... parts) {
    return HexFormat.of().formatHex(hmac(generation, purpose, parts));
  }

  SecretKeySpec aes(String generation) {
    return new SecretKeySpec(Sha256.of(require(generation)), "AES");
  }

  private static void add(Mac mac, String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }

  private byte[] require(String generation) {
    return find(generation)
        .orElseThrow(() -> new IllegalArgumentException("no key of generation " + generation));
  }

  /// A generation we do not know may have been added since we last looked.
  private Optional<byte[]> find(String generation) {
    var keys = keys();
    if (!keys.byGeneration.containsKey(generation)
        && !clock.instant().isBefore(keys.fetchedAt.plus(PATIENCE))) {
      keys = refreshed(keys);
    }
    return Optional.ofNullable(keys.byGeneration.get(generation));
  }

  private Keys keys() {
    var keys = held;
    if (keys == null) {
      return hold(fetch());
    }
    return clock.instant().isBefore(keys.fetchedAt.plus(KEPT)) ? keys : refreshed(keys);
  }

  private Keys refreshed(Keys before) {
    try {
      return hold(fetch());
    } catch (RuntimeException e) {
      Log.error("keys.not-refreshed", Map.of(), e);
      return hold(new Keys(before.current, before.byGeneration, clock.instant()));
    }
  }

  private Keys hold(Keys keys) {
    held = keys;
    return keys;
  }

  private Keys fetch() {
    var json = Json.tree(secret.get());
    var byGeneration = new ConcurrentHashMap<String, byte[]>();
    json.properties().stream()
        .filter(field -> field.getKey().length() == 1)
        .forEach(
            field ->
                byGeneration.put(
                    field.getKey(), field.getValue().asText().getBytes(StandardCharsets.UTF_8)));
    var current = json.path("current").asText();
    if (!byGeneration.containsKey(current)) {
      throw new IllegalStateException("the secret has no key for its current generation");
    }
    return new Keys(current, byGeneration, clock.instant());
  }

  /// Not a record: a record would print its keys.
  private static final class Keys {
    private final String current;
    private final Map<String, byte[]> byGeneration;
    private final Instant fetchedAt;

    private Keys(String current, Map<String, byte[]> byGeneration, Instant fetchedAt) {
      this.current = current;
      this.byGeneration = byGeneration;
      this.fetchedAt = fetchedAt;
    }
  }
}
