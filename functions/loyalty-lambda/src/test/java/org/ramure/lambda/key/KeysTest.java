// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.lambda.Log;
import org.ramure.programme.ProgrammeId;
import org.ramure.voucher.VoucherCode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeysTest {

  private String secret = "{\"current\":\"A\",\"A\":\"first\"}";
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AtomicInteger fetched = new AtomicInteger();
  private final KeyRing keys = KeyRing.of(this::fetch, () -> now);

  private String fetch() {
    fetched.incrementAndGet();
    var value = secret;
    if (value.isEmpty()) {
      throw new IllegalStateException("secret store is away");
    }
    return value;
  }

  private void later(Duration by) {
    now = now.plus(by);
  }

  @Test
  void no_two_lists_of_parts_are_the_same_message() {
    assertThat(keys.hmacHex("A", "p", "ab", "c"))
        .isEqualTo(keys.hmacHex("A", "p", "ab", "c"))
        .isNotEqualTo(keys.hmacHex("A", "p", "a", "bc"))
        .isNotEqualTo(keys.hmacHex("A", "p", "abc"))
        .isNotEqualTo(keys.hmacHex("A", "pa", "b", "c"))
        .isNotEqualTo(keys.hmacHex("A", "q", "ab", "c"))
        .hasSize(64);
  }

  @Test
  void keys_are_fetched_at_first_need_and_kept() {
    assertThat(fetched).hasValue(0);
    keys.hmac("A", "p");
    later(Duration.ofMinutes(4));
    keys.hmac("A", "p");
    assertThat(fetched).hasValue(1);
    later(Duration.ofMinutes(2));
    keys.hmac("A", "p");
    assertThat(fetched).hasValue(2);
  }

  @Test
  void what_was_made_before_a_rotation_stays_readable() {
    var before = keys.hmacHex(keys.current(), "p", "x");
    secret = "{\"current\":\"B\",\"A\":\"first\",\"B\":\"second\"}";
    later(Duration.ofMinutes(1));
    assertThat(keys.has("B")).isTrue();
    assertThat(keys.current()).isEqualTo("B");
    assertThat(keys.hmacHex("A", "p", "x")).isEqualTo(before);
    assertThat(keys.hmacHex("B", "p", "x")).isNotEqualTo(before);
  }

  @Test
  void made_up_generations_do_not_hammer_the_secret_store() {
    keys.current();
    for (int i = 0; i < 50; i++) {
      assertThat(keys.has("Z")).isFalse();
    }
    assertThat(fetched).hasValue(1);
  }

  @Test
  void keys_at_hand_are_used_on_while_the_store_is_away() {
    var before = keys.hmacHex("A", "p");
    secret = "";
    later(Duration.ofHours(1));
    var lines = Log.capture(() -> assertThat(keys.hmacHex("A", "p")).isEqualTo(before));
    assertThat(lines).singleElement().asString().contains("keys.not-refreshed");
  }

  @Test
  void without_any_key_the_failure_shows() {
    secret = "";
    assertThatThrownBy(keys::current).hasMessageContaining("away");
    secret = "{\"current\":\"B\",\"A\":\"x\"}";
    assertThatThrownBy(keys::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_sealed_text_opens_only_for_its_owner() {
    var sealing = new Sealing(keys);
    var sealed = sealing.seal("whsec_1", "patyka", "source", "shop");
    assertThat(sealing.unseal(sealed, "patyka", "source", "shop")).isEqualTo("whsec_1");
    assertThat(sealed).startsWith("A.").doesNotContain("whsec");
    assertThat(sealing.seal("whsec_1", "patyka", "source", "shop")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> sealing.unseal(sealed, "other", "source", "shop"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> sealing.unseal(sealed.replace("A.", "A.A"), "patyka", "source", "shop"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sealing.unseal("plain", "patyka", "source", "shop"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_sealed_text_survives_rotation() {
    var sealing = new Sealing(keys);
    var sealed = sealing.seal("whsec_1", "x");
    secret = "{\"current\":\"B\",\"A\":\"first\",\"B\":\"second\"}";
    later(Duration.ofMinutes(10));
    assertThat(sealing.unseal(sealed, "x")).isEqualTo("whsec_1");
    assertThat(sealing.seal("whsec_1", "x")).startsWith("B.");
  }

  @Test
  void a_voucher_code_is_derived_again_after_a_rotation() {
    var hashes = new VoucherHashes(keys);
    var codes = new VoucherCodes(keys, hashes);
    var patyka = new ProgrammeId("patyka");
    var code = codes.current(patyka, "marie-1", 0);
    var hash = hashes.hash(code).orElseThrow();
    assertThat(VoucherCode.parse(code.spaced())).contains(code);
    assertThat(codes.current(patyka, "marie-1", 1)).isNotEqualTo(code);
    assertThat(codes.current(new ProgrammeId("vosges"), "marie-1", 0)).isNotEqualTo(code);
    secret = "{\"current\":\"B\",\"A\":\"first\",\"B\":\"second\"}";
    later(Duration.ofMinutes(10));
    assertThat(codes.of(patyka, "marie-1", 0, hash)).contains(code);
    assertThat(codes.current(patyka, "marie-1", 0).generation()).isEqualTo('B');
    assertThat(codes.of(patyka, "paul-1", 0, hash)).isEmpty();
  }
}
