// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.cdk.ByteCode.Body;
import org.ramure.cdk.ByteCode.Method;

/// What proves that somebody knows a secret is compared in a time that does not tell how much of it
/// was right: read from the classes of all functions, whatever they are written to do.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConstantTimeTest {

  private static final String SHOPS = "org/ramure/ingestion/shopify/ShopifySignature";
  private static final String MEMBERS = "org/ramure/lambda/caller/MemberTokens";

  /// What makes a code of authentication.
  private static final Set<String> MAKERS =
      Set.of(
          "javax/crypto/Mac.doFinal",
          "org/ramure/lambda/key/KeyRing.hmac",
          SHOPS + ".of",
          SHOPS + ".hmac",
          MEMBERS + ".hmac");

  /// What ends at the first difference.
  private static final Set<String> HASTY =
      Set.of(
          "java/lang/String.equals",
          "java/lang/String.equalsIgnoreCase",
          "java/lang/String.compareTo",
          "java/lang/String.contentEquals",
          "java/lang/String.startsWith",
          "java/lang/Object.equals",
          "java/util/Objects.equals",
          "java/util/Arrays.equals",
          "java/util/Arrays.compare",
          "java/util/Arrays.mismatch",
          "java/util/List.contains",
          "java/util/Collection.contains");

  private static final Map<Method, Body> REACHED = reached();

  @Test
  void who_makes_a_code_compares_nothing_with_what_ends_at_the_first_difference() {
    var makers = callersOf(MAKERS);
    assertThat(makers.keySet())
        .as("there are some")
        .extracting(Method::type)
        .contains(SHOPS, MEMBERS);
    assertThat(makers)
        .allSatisfy(
            (maker, calls) -> assertThat(calls).as("%s", maker).doesNotContainAnyElementsOf(HASTY));
  }

  @Test
  void those_who_verify_compare_in_constant_time_and_are_the_ones_we_know() {
    assertThat(callersOf(Set.of("java/security/MessageDigest.isEqual")).keySet())
        .extracting(Method::type)
        .containsOnly(SHOPS, MEMBERS);
  }

  /// Methods, each with all that it calls.
  private static Map<Method, Set<String>> callersOf(Set<String> called) {
    return REACHED.entrySet().stream()
        .map(reached -> Map.entry(reached.getKey(), calls(reached.getValue())))
        .filter(method -> method.getValue().stream().anyMatch(called::contains))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<String> calls(Body body) {
    return body.calls().stream()
        .map(call -> call.type() + "." + call.name())
        .collect(Collectors.toSet());
  }

  private static Map<Method, Body> reached() {
    var folders =
        Stream.of(Path.of("../../functions").toFile().listFiles())
            .map(module -> module.toPath().resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    var code = ByteCode.of(folders);
    return Assembly.built().functions().values().stream()
        .map(function -> function.property("/Handler").asText().replace('.', '/'))
        .flatMap(handler -> code.from(handler).entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
  }
}
