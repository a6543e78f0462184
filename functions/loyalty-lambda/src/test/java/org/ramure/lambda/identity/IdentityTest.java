// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.lambda.key.KeyRing;
import org.ramure.member.Identity;
import org.ramure.programme.ProgrammeId;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityTest {

  private static final ProgrammeId PATYKA = new ProgrammeId("patyka");
  private static final IdentityHashes HASHES =
      new IdentityHashes(
          KeyRing.of(() -> "{\"current\":\"A\",\"A\":\"secret\"}", InstantSource.system()));

  @ParameterizedTest(name = "{0} given in {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          06 12 34 56 78     | FR | +33612345678
          06.12.34.56.78     |    | +33612345678
          +33 6 12 34 56 78  |    | +33612345678
          0033612345678      |    | +33612345678
          +33 (0)6 12345678  |    | +33612345678
          0690 12 34 56      | GP | +590690123456
          0690 12 34 56      | FR | +590690123456
          0692 12 34 56      |    | +262692123456
          0696 20 12 34      | FR | +596696201234
          0612345678         | GP | +33612345678
          +32 470 12 34 56   | FR | +32470123456
          751234             | NC | +687751234
          751234             | FR |
          0000000000         | FR |
          0690               | GP |
          06123456           | FR |
          0800 FLEURS        | FR |
          06 12 34 56 78 #12 | FR |
          """)
  void a_number_is_read_where_it_was_given(
      String written, @Nullable String region, @Nullable String e164) {
    assertThat(PhoneNumbers.phone(written, Optional.ofNullable(region)).map(Identity::value))
        .isEqualTo(Optional.ofNullable(e164));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "' Marie.Dupont@Example.ORG ', marie.dupont@example.org",
    "me+tag@example.org, me+tag@example.org",
    "e\u0301lodie@example.org, \u00e9lodie@example.org",
  })
  void an_e_mail_is_trimmed_composed_and_lower_cased(String raw, String normal) {
    assertThat(Identity.email(raw).map(Identity::value)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "@", "a@b", "a b@example.org", "a@example..org", "a@b@example.org", "a@.org"})
  void what_is_no_e_mail_is_none(String raw) {
    assertThat(Identity.email(raw)).isEmpty();
  }

  @Test
  void an_endless_e_mail_is_none() {
    assertThat(Identity.email("a@" + "b".repeat(250) + ".org")).isEmpty();
    assertThat(Identity.email("a@" + "b.".repeat(50_000) + "org")).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "29 1234-5678, 2912345678",
    "ab12cd, AB12CD",
    "123,",
    "12*45,",
    "1234567\u00a08, 12345678"
  })
  void a_card_is_its_letters_and_digits(String raw, @Nullable String normal) {
    assertThat(Identity.card(raw).map(Identity::value)).isEqualTo(Optional.ofNullable(normal));
  }

  @Test
  void the_same_value_of_another_kind_programme_or_shop_is_another_key() {
    var card = HASHES.key(PATYKA, new Identity.Card("12345678"));
    assertThat(card.hash()).hasSize(64);
    assertThat(HASHES.key(PATYKA, new Identity.Card("12345678"))).isEqualTo(card);
    assertThat(HASHES.key(PATYKA, new Identity.ShopCustomer("a", "12345678")).hash())
        .isNotEqualTo(card.hash())
        .isNotEqualTo(HASHES.key(PATYKA, new Identity.ShopCustomer("b", "12345678")).hash());
    assertThat(HASHES.key(new ProgrammeId("vosges"), new Identity.Card("12345678")).hash())
        .isNotEqualTo(card.hash());
  }
}
