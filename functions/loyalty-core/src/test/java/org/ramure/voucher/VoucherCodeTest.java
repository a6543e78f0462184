// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VoucherCodeTest {

  private static final VoucherCode CODE = VoucherCode.derive('7', mac(123_456_789_012_345L));

  private static byte[] mac(long value) {
    return BigInteger.valueOf(value).toByteArray();
  }

  @Test
  void the_alphabet_has_31_letters_and_none_that_looks_or_is_read_like_another() {
    assertThat(VoucherCode.ALPHABET.chars().distinct().count()).isEqualTo(31);
    assertThat(VoucherCode.ALPHABET).matches("[2-9A-Z]+").doesNotContain("0", "O", "1", "I", "L");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "-", ".", "_", "\t", "\n", "\u00A0", "\u202F", "\u2011", "\u2013", "\u2014", "\u2212",
        "\u200B", "\u00AD", "\uFEFF", " - "
      })
  void however_it_is_spaced_or_whatever_came_along_when_it_was_pasted(String separator) {
    var text = CODE.text();
    var typed =
        separator
            + String.join(separator, text.substring(0, 4), text.substring(4, 8), text.substring(8))
            + separator;
    assertThat(VoucherCode.parse(typed)).contains(CODE);
  }

  @Test
  void letter_by_letter_as_it_is_spelt_on_the_phone() {
    assertThat(VoucherCode.parse(String.join(" ", CODE.text().split("")))).contains(CODE);
  }

  /// There is nothing they could be mistaken for: no guess is made.
  @ParameterizedTest
  @ValueSource(strings = {"0", "O", "o", "1", "I", "i", "l", "L", "é", "ß", "２", "*", "|"})
  void a_character_of_no_code_is_no_separator(String stranger) {
    assertThat(VoucherCode.parse(CODE.text() + stranger)).isEmpty();
    assertThat(VoucherCode.parse(stranger + CODE.text().substring(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "------------", "222222222222222222222222222222222222222222222222222"})
  void nothing_or_nonsense_is_no_code(String typed) {
    assertThat(VoucherCode.parse(typed)).isEmpty();
  }

  @Test
  void a_text_far_too_long_is_not_even_looked_at() {
    assertThat(VoucherCode.parse(CODE.text() + " ".repeat(36))).contains(CODE);
    assertThat(VoucherCode.parse(CODE.text() + " ".repeat(37))).isEmpty();
  }

  @Test
  void the_same_voucher_of_the_same_generation_has_the_same_code() {
    assertThat(VoucherCode.derive('7', mac(123_456_789_012_345L))).isEqualTo(CODE);
    assertThat(VoucherCode.derive('8', mac(123_456_789_012_345L))).isNotEqualTo(CODE);
  }

  /// A mac is a number without sign: the highest bit is a bit like all others.
  @Test
  void a_mac_that_begins_with_a_one_is_no_negative_number() {
    var ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);
    assertThat(VoucherCode.derive('2', ones).text()).hasSize(12);
  }

  /// Codes are derived again, never stored: another way of deriving them would make every voucher
  /// that is out there unreadable.
  @Test
  void codes_in_circulation_stay_what_they_are() {
    var mac = new byte[32];
    IntStream.range(0, 32).forEach(i -> mac[i] = (byte) (i * 7 + 1));
    assertThat(VoucherCode.derive('2', mac).text()).isEqualTo("2KPG393DYRV7");
  }

  @Test
  void it_is_never_made_of_what_is_no_code() {
    assertThatThrownBy(() -> new VoucherCode("222222222223"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("222222222223");
    assertThatThrownBy(() -> VoucherCode.derive('O', mac(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void its_text_in_a_log_is_not_the_code() {
    assertThat(CODE.toString()).doesNotContain(CODE.text()).contains(CODE.last4());
  }
}
