// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The secret a member shows: 12 characters of a 31-letter alphabet without look-alikes. One names
/// the generation of keys, ten are secret (49.5 bits), one checks the rest: every single wrong
/// character and every swap of two neighbours is caught without any look-up.
///
/// @param text upper case, without separators
public record VoucherCode(String text) {

  public static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  public static final int LENGTH = 12;

  /// Spaces (also those that do not break), dashes, joiners, control and invisible characters.
  private static final Pattern SEPARATORS =
      Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Pc}\\p{Cc}\\p{Cf}.\\u2212]");

  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

  public VoucherCode {
    if (!isCode(text)) {
      throw new IllegalArgumentException("not a voucher code, of " + text.length() + " characters");
    }
  }

  /// The code of a voucher.
  ///
  /// @param generation names the code key and the look-up key that belong to it
  /// @param mac HMAC-SHA256, by the code key, of programme, voucher id and attempt
  public static VoucherCode derive(char generation, byte[] mac) {
    if (ALPHABET.indexOf(generation) < 0) {
      throw new IllegalArgumentException("not a generation: " + generation);
    }
    var text = new StringBuilder().append(generation);
    var rest = new BigInteger(1, mac);
    for (int i = 0; i < LENGTH - 2; i++) {
      var division = rest.divideAndRemainder(BASE);
      text.append(ALPHABET.charAt(division[1].intValue()));
      rest = division[0];
    }
    return new VoucherCode(text.append(check(text)).toString());
  }

  /// Reads what a person typed, pasted or scanned: any case; spaces, dashes and dots of every kind,
  /// and what cannot be seen, do not matter. Empty when it cannot be one of our codes.
  public static Optional<VoucherCode> parse(String typed) {
    if (typed.length() > 4 * LENGTH) {
      return Optional.empty();
    }
    var text = SEPARATORS.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
    return isCode(text) ? Optional.of(new VoucherCode(text)) : Optional.empty();
  }

  private static boolean isCode(String text) {
    return text.length() == LENGTH
        && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
        && check(text.substring(0, LENGTH - 1)) == text.charAt(LENGTH - 1);
  }

  public char generation() {
    return text.charAt(0);
  }

  /// What shops, tills, staff and logs may see.
  public String last4() {
    return text.substring(LENGTH - 4);
  }

  /// In groups of four, as printed and spoken.
  public String spaced() {
    return text.substring(0, 4) + " " + text.substring(4, 8) + " " + text.substring(8);
  }

  /// Weighted sum modulo the prime 31: weights differ by one, so a swap of neighbours shows.
  private static char check(CharSequence text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum += (i + 1) * ALPHABET.indexOf(text.charAt(i));
    }
    return ALPHABET.charAt(Math.floorMod(sum, ALPHABET.length()));
  }

  /// Never the code itself: a record's text ends up in logs.
  @Override
  public String toString() {
    return "VoucherCode[…" + last4() + "]";
  }
}
