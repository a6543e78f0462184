// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ramure.member.Identity;

/// Telephone numbers as people write them. The only class that needs libphonenumber, which is an
/// optional dependency of this module: the functions that normalise numbers (member-registry,
/// purchase-ingestion) have it in their zip, the others neither carry nor load it.
public final class PhoneNumbers {

  /// Where the ten-digit French numbers live. The regions with six-digit numbers (NC, PF, WF, PM)
  /// are tried only where the store is there: a number cut short in Paris must not become a valid
  /// one in Nouméa.
  private static final List<String> FRENCH = List.of("FR", "GP", "MQ", "GF", "RE", "YT");

  /// No letters: "0 800 FLOWERS" or an extension is not how one person is known.
  private static final Pattern WRITTEN =
      Pattern.compile("\\+?[0-9][0-9 ()./\\u00A0\\u202F-]{4,28}");

  private PhoneNumbers() {}

  /// The number in E.164; empty where it cannot be one.
  ///
  /// @param region where the number was given, ISO 3166: 0690… is a mobile in Guadeloupe and
  ///     nothing in France
  public static Optional<Identity> phone(String raw, Optional<String> region) {
    var written = raw.strip();
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    return Stream.concat(region.stream(), FRENCH.stream())
        .distinct()
        .flatMap(r -> valid(written, r).stream())
        .findFirst()
        .map(Identity.Phone::new);
  }

  private static Optional<String> valid(String written, String region) {
    var util = PhoneNumberUtil.getInstance();
    try {
      var number = util.parse(written, region);
      return util.isValidNumber(number)
          ? Optional.of(util.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }
}
