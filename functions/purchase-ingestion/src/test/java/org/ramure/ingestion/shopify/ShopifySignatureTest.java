// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion.shopify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShopifySignatureTest {

  private static final byte[] BODY = "{\"id\": 1, \"name\": \"é\"}".getBytes(UTF_8);
  private static final String OLD = "shpss_old";
  private static final String NEW = "shpss_new";

  /// Computed with openssl: dgst -sha256 -hmac shpss_old -binary | base64.
  private static final String BY_OPENSSL = "ugxUizfwHiUVk6W7tKqE1D71EfCV310jKm3wufmNWJA=";

  @Test
  void it_is_the_hmac_of_the_raw_bytes_in_base64() {
    assertThat(ShopifySignature.of(BODY, OLD)).isEqualTo(BY_OPENSSL);
  }

  @Test
  void while_a_secret_is_changed_both_are_good() {
    assertThat(isValid(ShopifySignature.of(BODY, OLD))).isTrue();
    assertThat(isValid(ShopifySignature.of(BODY, NEW))).isTrue();
    assertThat(isValid(ShopifySignature.of(BODY, "shpss_stolen"))).isFalse();
  }

  @Test
  void the_same_json_in_other_bytes_is_another_message() {
    var other = "{\"id\":1,\"name\":\"é\"}".getBytes(UTF_8);
    assertThat(ShopifySignature.isValid(other, Optional.of(BY_OPENSSL), List.of(OLD))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "AAAA"})
  void anything_else_is_not_a_signature(String header) {
    assertThat(isValid(header)).isFalse();
  }

  @Test
  void without_a_header_or_without_a_secret_nothing_is_signed() {
    assertThat(ShopifySignature.isValid(BODY, Optional.empty(), List.of(OLD))).isFalse();
    assertThat(ShopifySignature.isValid(BODY, Optional.of(BY_OPENSSL), List.of())).isFalse();
  }

  private static boolean isValid(String header) {
    return ShopifySignature.isValid(BODY, Optional.of(header), List.of(OLD, NEW));
  }
}
