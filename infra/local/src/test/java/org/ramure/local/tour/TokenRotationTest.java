// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The keys of members' tokens are changed while the brand is open.
@ExtendWith(SharedRealStack.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenRotationTest {
  private static final String PROGRAMME = "tradition-des-vosges";

  private final RealStack real;
  private final String before;

  TokenRotationTest(RealStack real) {
    this.real = real;
    before = real.stack.secrets().get(real.tokenSecret());
  }

  @AfterEach
  void as_before() throws Exception {
    use(before);
  }

  @Test
  void tokens_of_the_key_before_live_on_and_those_of_a_removed_one_do_not() throws Exception {
    var somebody = real.join("Isabeau").getFirst();
    var old = real.tokenOf(somebody);
    assertThat(statusOf(somebody, old)).isEqualTo(200);

    var ring = (ObjectNode) Api.tree(before);
    use(ring.put("B", "another key, of this test").put("current", "B").toString());
    var young = real.tokenOf(somebody);
    assertThat(young).startsWith("mt1.B.");
    assertThat(statusOf(somebody, old)).as("of the key before").isEqualTo(200);
    assertThat(statusOf(somebody, young)).isEqualTo(200);

    use(ring.without("A").toString());
    assertThat(statusOf(somebody, old)).as("of a removed key").isEqualTo(401);
    assertThat(statusOf(somebody, young)).isEqualTo(200);
  }

  @Test
  void a_token_holds_until_its_second_and_only_for_whom_it_names() {
    var somebody = real.join("Cunegonde").getFirst();
    assertThat(statusOf(somebody, forged(somebody, PROGRAMME, 60))).isEqualTo(200);
    assertThat(statusOf(somebody, forged(somebody, PROGRAMME, 0))).isEqualTo(401);
    assertThat(statusOf(somebody, forged(somebody, "another", 60)))
        .as("of a member of the same id elsewhere")
        .isEqualTo(404);
  }

  private String forged(Customer somebody, String programme, long seconds) {
    var ring = real.tokenKeys();
    var end = Instant.now().plusSeconds(seconds);
    var token = ForgedToken.of(ring.current(), ring.key(), programme, somebody.id(), end);
    real.keepSecret(token);
    return token;
  }

  private int statusOf(Customer somebody, String token) {
    var path = "/v1/members/" + somebody.id();
    return real.brand
        .api()
        .withHeaders(Map.of("authorization", "Bearer " + token))
        .get(path)
        .status();
  }

  /// A process reads the ring when it starts.
  private void use(String ring) throws Exception {
    real.stack.secrets().put(real.tokenSecret(), ring);
    real.stack.functions().get("member-registry").kill();
  }
}
