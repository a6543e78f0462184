// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import com.fasterxml.jackson.databind.ObjectReader;
import java.time.LocalDate;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;
import org.ramure.member.Member.Profile;

/// @param birthday with its year; the year is not used for anything but age limits
/// @param store where the person enrols: also the home of their telephone number
record EnrolRequest(
    GivenIdentities identities,
    Optional<String> givenName,
    Optional<String> familyName,
    Optional<LocalDate> birthday,
    Optional<String> language,
    Optional<String> store) {

  static final ObjectReader READER = Json.reader(EnrolRequest.class);

  EnrolRequest {
    Limits.text("givenName", givenName, 100);
    Limits.text("familyName", familyName, 100);
    Limits.text("store", store, 64);
    if (language.filter(l -> !l.equals("fr") && !l.equals("en")).isPresent()) {
      throw new Json.Malformed("language", "must be fr or en");
    }
  }

  /// @throws Json.Malformed where the birthday cannot be one
  Profile profile(LocalDate today, Optional<String> storeMeant) {
    birthday.ifPresent(born -> BirthdayRequest.check(born, today));
    return new Profile(givenName, familyName, birthday, language.orElse("fr"), storeMeant);
  }
}
