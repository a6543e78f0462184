// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VoucherCodeTest {

  /// The secrets that ten characters can tell apart.
  private static final BigInteger SECRETS = BigInteger.valueOf(31).pow(10);

  private static final VoucherCode CODE = VoucherCode.derive('7', mac(123_456_789_012_345L));

  private static byte[] mac(long value) {
    return BigInteger.valueOf(value).toByteArray();
  }

  @Provide
  Arbitrary<VoucherCode> codes() {
    var generations = Arbitraries.chars().with(VoucherCode.ALPHABET.toCharArray());
    var macs = Arbitraries.bytes().array(byte[].class).ofSize(32);
    return Combinators.combine(generations, macs).as(VoucherCode::derive);
  }

  @Test
  void the_alphabet_has_31_letters_and_none_that_looks_or_is_read_like_another() {
    assertThat(VoucherCode.ALPHABET.chars().distinct().count()).isEqualTo(31);
    assertThat(VoucherCode.ALPHABET).matches("[2-9A-Z]+").doesNotContain("0", "O", "1", "I", "L");
  }

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

  @Property
  void two_secrets_never_share_a_code(@ForAll("secrets") long one, @ForAll("secrets") long other) {
    Assume.that(one != other);
    assertThat(VoucherCode.derive('2', mac(one))).isNotEqualTo(VoucherCode.derive('2', mac(other)));
  }

  @Provide
  Arbitrary<Long> secrets() {
    return Arbitraries.longs().between(0, SECRETS.longValueExact() - 1);
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
