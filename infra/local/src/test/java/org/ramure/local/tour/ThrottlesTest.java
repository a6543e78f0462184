// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.tour.Api.Answer;

/// Each route has so many calls a second and no part in those of the others.
@ExtendWith(SharedRealStack.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThrottlesTest {
  private final Api.Caller nobody;

  ThrottlesTest(RealStack real) {
    nobody = real.brand.api().withHeaders(Map.of());
  }

  @Test
  void one_routes_flood_leaves_the_others_free() {
    var throttle = PublishedApi.throttle("POST /v1/vouchers/check");
    int flood = throttle.burst() + 3 * throttle.perSecond();
    var calls = Stream.generate(this::guess).limit(flood).toList();
    var other = nobody.get("/v1/members/somebody");
    var refused =
        calls.stream()
            .map(CompletableFuture::join)
            .filter(answer -> answer.status() == 429)
            .toList();
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            answer -> assertThat(answer.body()).hasToString("{\"message\":\"Too Many Requests\"}"));
    assertThat(other.status()).as("another route").isEqualTo(401);
  }

  private CompletableFuture<Answer> guess() {
    return nobody.posting("/v1/vouchers/check", Map.of("code", "guessed"));
  }
}
