// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.secret;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A random string by the rules of {@code GenerateSecretString}.
record GeneratedString(JsonNode rules) {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  String draw(RandomGenerator random) {
    List<String> types = types();
    String all = String.join("", types);
    int length = rules.path("PasswordLength").asInt(32);
    while (true) {
      String drawn =
          random
              .ints(length, 0, all.length())
              .mapToObj(index -> String.valueOf(all.charAt(index)))
              .collect(Collectors.joining());
      if (!requiresEachType() || types.stream().allMatch(type -> sharesACharacter(drawn, type))) {
        return drawn;
      }
    }
  }

  private boolean requiresEachType() {
    return rules.path("RequireEachIncludedType").asBoolean(true);
  }

  private static boolean sharesACharacter(String drawn, String type) {
    return drawn.chars().anyMatch(character -> type.indexOf(character) >= 0);
  }

  private List<String> types() {
    return Stream.of(
            unless("ExcludeLowercase", LOWER),
            unless("ExcludeUppercase", LOWER.toUpperCase(java.util.Locale.ROOT)),
            unless("ExcludeNumbers", "0123456789"),
            unless("ExcludePunctuation", PUNCTUATION),
            rules.path("IncludeSpace").asBoolean() ? " " : "")
        .map(this::withoutExcluded)
        .filter(type -> !type.isEmpty())
        .toList();
  }

  private String unless(String exclusion, String characters) {
    return rules.path(exclusion).asBoolean() ? "" : characters;
  }

  private String withoutExcluded(String characters) {
    String excluded = rules.path("ExcludeCharacters").asText("");
    return characters
        .chars()
        .filter(character -> excluded.indexOf(character) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
