// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A typing error never becomes somebody else's voucher, and no two vouchers share a code.
class VoucherCodePropertiesTest {

  /// The secrets that ten characters can tell apart.
  private static final BigInteger SECRETS = BigInteger.valueOf(31).pow(10);

  @Property(tries = 200)
  void a_code_has_twelve_characters_of_the_alphabet_and_begins_with_its_generation(
      @ForAll("codes") VoucherCode code) {
    assertThat(code.text()).matches("[" + VoucherCode.ALPHABET + "]{12}");
    assertThat(code.generation()).isEqualTo(code.text().charAt(0));
    assertThat(code.last4()).isEqualTo(code.text().substring(8));
  }

  @Property(tries = 100)
  void every_single_wrong_character_is_caught(@ForAll("codes") VoucherCode code) {
    for (int at = 0; at < VoucherCode.LENGTH; at++) {
      for (char wrong : VoucherCode.ALPHABET.toCharArray()) {
        var typed = new StringBuilder(code.text());
        typed.setCharAt(at, wrong);
        assertThat(VoucherCode.parse(typed.toString()).isPresent())
            .as("%s for %s", typed, code.text())
            .isEqualTo(wrong == code.text().charAt(at));
      }
    }
  }

  @Property(tries = 300)
  void every_swap_of_two_neighbours_is_caught(@ForAll("codes") VoucherCode code) {
    for (int at = 0; at < VoucherCode.LENGTH - 1; at++) {
      var typed = new StringBuilder(code.text());
      typed.setCharAt(at, code.text().charAt(at + 1));
      typed.setCharAt(at + 1, code.text().charAt(at));
      assertThat(VoucherCode.parse(typed.toString()).isPresent())
          .as("%s for %s", typed, code.text())
          .isEqualTo(code.text().charAt(at) == code.text().charAt(at + 1));
    }
  }

  @Property(tries = 200)
  void one_missing_or_one_too_many_is_no_code(@ForAll("codes") VoucherCode code) {
    var text = code.text();
    assertThat(VoucherCode.parse(text.substring(1))).isEmpty();
    assertThat(VoucherCode.parse(text.substring(0, 11))).isEmpty();
    assertThat(VoucherCode.parse(text + text.charAt(11))).isEmpty();
  }

  @Property(tries = 200)
  void what_is_printed_is_read_back(@ForAll("codes") VoucherCode code) {
    assertThat(VoucherCode.parse(code.spaced())).contains(code);
    assertThat(VoucherCode.parse(code.spaced().toLowerCase(Locale.ROOT))).contains(code);
    assertThat(code.spaced()).matches("\\w{4} \\w{4} \\w{4}");
  }

  @Property
  void two_secrets_never_share_a_code(@ForAll("secrets") long one, @ForAll("secrets") long other) {
    Assume.that(one != other);
    assertThat(VoucherCode.derive('2', mac(one))).isNotEqualTo(VoucherCode.derive('2', mac(other)));
  }

  @Provide
  Arbitrary<Long> secrets() {
    return Arbitraries.longs().between(0, SECRETS.longValueExact() - 1);
  }

  @Provide
  Arbitrary<VoucherCode> codes() {
    var generations = Arbitraries.chars().with(VoucherCode.ALPHABET.toCharArray());
    var macs = Arbitraries.bytes().array(byte[].class).ofSize(32);
    return Combinators.combine(generations, macs).as(VoucherCode::derive);
  }

  private static byte[] mac(long value) {
    return BigInteger.valueOf(value).toByteArray();
  }
}
