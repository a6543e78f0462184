// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.caller.Caller.MemberCaller;
import org.ramure.lambda.key.KeyRing;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKey.Scope;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CallersTest {

  private static final ProgrammeId PATYKA = new ProgrammeId("patyka");
  private static final MemberId MARIE = new MemberId("marie-1");
  private static final ApiKey KEY =
      new ApiKey(
          Callers.hash("rk_1"),
          PATYKA,
          "k1",
          "till 1",
          Scope.TILL,
          Optional.of("lyon"),
          Optional.of("fastmag"),
          Instant.EPOCH);
  private static final ApiKeyCaller TILL = ApiKeyCaller.of(KEY);

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final Map<String, ApiKey> stored = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private final MemberTokens tokens =
      new MemberTokens(
          KeyRing.of(() -> "{\"current\":\"B\",\"A\":\"old secret\",\"B\":\"secret\"}", () -> now));
  private final Callers callers =
      new Callers(
          hash -> {
            reads.add(hash);
            return Optional.ofNullable(stored.get(hash));
          },
          tokens,
          () -> now);

  private Optional<Caller> bearer(String credentials) {
    return callers.find(Optional.of("Bearer " + credentials));
  }

  private void later(Duration by) {
    now = now.plus(by);
  }

  @Test
  void a_key_is_found_by_its_hash_and_kept_for_a_minute() {
    stored.put(KEY.hash(), KEY);
    assertThat(bearer("rk_1")).contains(TILL);
    later(Duration.ofSeconds(59));
    assertThat(bearer("rk_1")).contains(TILL);
    assertThat(reads).hasSize(1).doesNotContain("rk_1");
  }

  @Test
  void a_withdrawn_key_stops_working_within_a_minute() {
    stored.put(KEY.hash(), KEY);
    bearer("rk_1");
    stored.clear();
    later(Duration.ofSeconds(60));
    assertThat(bearer("rk_1")).isEmpty();
  }

  @Test
  void a_key_tried_before_it_was_made_works_at_once() {
    assertThat(bearer("rk_1")).isEmpty();
    stored.put(KEY.hash(), KEY);
    assertThat(bearer("rk_1")).contains(TILL);
  }

  @Test
  void a_token_tells_its_member_for_half_an_hour() {
    var issued = tokens.issue(PATYKA, MARIE, now);
    assertThat(issued.expiresAt()).isEqualTo("2026-01-01T12:30:00Z");
    assertThat(bearer(issued.token())).contains(new MemberCaller(PATYKA, MARIE));
    later(Duration.ofMinutes(30).minusSeconds(1));
    assertThat(bearer(issued.token())).isPresent();
    later(Duration.ofSeconds(1));
    assertThat(bearer(issued.token())).isEmpty();
  }

  @Test
  void a_token_of_the_key_before_works_on() {
    var before =
        new MemberTokens(KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"old secret\"}", () -> now));
    assertThat(bearer(before.issue(PATYKA, MARIE, now).token())).isPresent();
  }

  @Test
  void a_token_of_a_removed_key_is_none() {
    var removed =
        new MemberTokens(KeyRing.of(() -> "{\"current\":\"C\",\"C\":\"removed\"}", () -> now));
    assertThat(bearer(removed.issue(PATYKA, MARIE, now).token())).isEmpty();
    var sameLetter =
        new MemberTokens(KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"another\"}", () -> now));
    assertThat(bearer(sameLetter.issue(PATYKA, MARIE, now).token())).isEmpty();
  }

  /// A token ends at a whole second, so whoever issued it a moment before that one keeps it less
  /// than half an hour, never more. A clock that runs behind the issuer's gives no longer life.
  @Test
  void a_token_ends_at_the_second_it_names_whoever_looks_at_the_clock() {
    now = Instant.parse("2026-01-01T12:00:00.999Z");
    var issued = tokens.issue(PATYKA, MARIE, now);
    assertThat(issued.expiresAt()).isEqualTo("2026-01-01T12:30:00Z");
    now = Instant.parse("2026-01-01T12:29:59.999Z");
    assertThat(bearer(issued.token())).isPresent();
    now = Instant.parse("2026-01-01T12:30:00Z");
    assertThat(bearer(issued.token())).isEmpty();
    now = Instant.parse("2026-01-01T11:59:00Z");
    assertThat(bearer(issued.token())).isPresent();
  }

  @Test
  void a_changed_token_is_refused_in_every_field() {
    var token = tokens.issue(PATYKA, MARIE, now).token();
    assertThat(bearer(token.replace("patyka", "vosges"))).isEmpty();
    assertThat(bearer(token.replace("marie-1", "paul-1"))).isEmpty();
    assertThat(bearer(token.replace("mt1.B", "mt1.A"))).isEmpty();
    assertThat(bearer(token.replace("mt1.B", "mt1.C"))).isEmpty();
    assertThat(bearer(token.replaceFirst("\\.1767", ".9767"))).isEmpty();
    assertThat(bearer(token + "A")).isEmpty();
    assertThat(bearer(token.substring(0, token.length() - 1))).isEmpty();
    assertThat(reads).as("a token is never looked up as a key").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic cms6", "rk_1", "Bearer  "})
  void without_a_bearer_there_is_no_caller(String header) {
    assertThat(callers.find(Optional.of(header))).isEmpty();
    assertThat(callers.find(Optional.empty())).isEmpty();
  }

  @Test
  void the_scheme_is_case_insensitive_and_the_length_limited() {
    stored.put(KEY.hash(), KEY);
    assertThat(callers.find(Optional.of("bearer rk_1"))).contains(TILL);
    reads.clear();
    assertThat(bearer("x".repeat(10_000))).isEmpty();
    assertThat(reads).isEmpty();
  }

  @Test
  void members_reach_their_own_paths_only() {
    var access = Access.keys(Scope.SHOP).orOwnMember();
    var marie = new MemberCaller(PATYKA, MARIE);
    assertThat(access.allows(marie, Map.of("member", "marie-1"))).isTrue();
    assertThat(access.allows(marie, Map.of("member", "paul-1"))).isFalse();
    assertThat(access.allows(marie, Map.of())).isFalse();
    assertThat(Access.keys(Scope.SHOP).allows(marie, Map.of("member", "marie-1"))).isFalse();
  }

  @Test
  void keys_need_the_scope_and_their_own_source() {
    var access = Access.keys(Scope.TILL, Scope.ADMIN);
    assertThat(access.allows(TILL, Map.of("source", "fastmag"))).isTrue();
    assertThat(access.allows(TILL, Map.of("source", "shopify"))).isFalse();
    assertThat(Access.keys(Scope.SHOP).allows(TILL, Map.of("source", "fastmag"))).isFalse();
  }

  @Test
  void a_bound_key_speaks_for_its_own_store_and_source() {
    assertThat(TILL.storeMeant(Optional.empty())).contains("lyon");
    assertThat(TILL.storeMeant(Optional.of("lyon"))).contains("lyon");
    assertThat(TILL.storeMeant(Optional.of("paris"))).isEmpty();
    assertThat(TILL.isForeignStore("paris")).isTrue();
    assertThat(TILL.sourceMeant(Optional.empty())).contains("fastmag");
    var free = new ApiKeyCaller(PATYKA, Scope.ADMIN, "k2", Optional.empty(), Optional.empty());
    assertThat(free.storeMeant(Optional.of("paris"))).contains("paris");
    assertThat(free.storeMeant(Optional.empty())).isEmpty();
  }
}
