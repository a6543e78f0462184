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
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShopifySignatureTest {

  private static final byte[] BODY = "{\"id\": 1, \"name\": \"é\"}".getBytes(UTF_8);

  /// Computed with openssl: dgst -sha256 -hmac shpss_old -binary | base64.
  private static final String BY_OPENSSL = "ugxUizfwHiUVk6W7tKqE1D71EfCV310jKm3wufmNWJA=";

  @Test
  void it_is_the_hmac_of_the_raw_bytes_in_base64() {
    assertThat(ShopifySignature.of(BODY, "shpss_old")).isEqualTo(BY_OPENSSL);
  }

  @ParameterizedTest
  @MethodSource("org.ramure.ingestion.shopify.SignatureVectors#all")
  void a_signature_holds_for_its_bytes_and_for_no_others(SignatureVectors.Vector vector) {
    assertThat(ShopifySignature.isValid(vector.body(), vector.header(), SignatureVectors.secrets()))
        .isEqualTo(vector.valid());
  }

  @Test
  void the_same_json_in_other_bytes_is_another_message() {
    var other = "{\"id\":1,\"name\":\"é\"}".getBytes(UTF_8);
    assertThat(isSigned(other, "shpss_old")).isFalse();
  }

  @Test
  void without_a_secret_nothing_is_signed() {
    assertThat(isSigned(BODY)).isFalse();
    assertThat(isSigned(BODY, "shpss_old")).isTrue();
  }

  private static boolean isSigned(byte[] body, String... secrets) {
    return ShopifySignature.isValid(body, Optional.of(BY_OPENSSL), List.of(secrets));
  }
}
