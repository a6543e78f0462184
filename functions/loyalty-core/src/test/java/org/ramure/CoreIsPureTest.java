// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The core decides from what it is handed: no clock, no chance, no surroundings (invariant I6).
@AnalyzeClasses(packages = "org.ramure", importOptions = DoNotIncludeTests.class)
class CoreIsPureTest {

  @ArchTest
  static final ArchRule the_core_knows_only_the_jdk =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "org.ramure..", "org.jspecify.annotations.."));

  @ArchTest
  static final ArchRule nothing_in_it_reads_files_or_the_network =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql.."));

  @ArchTest
  static final ArchRule nothing_in_it_asks_a_clock =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethodWhere(isNamed("now", "currentTimeMillis", "nanoTime", "systemDefault"));

  @ArchTest
  static final ArchRule nothing_in_it_throws_dice =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(RandomGenerator.class)
          .orShould()
          .callMethodWhere(isNamed("randomUUID", "random", "shuffle"));

  @ArchTest
  static final ArchRule nothing_in_it_looks_at_its_surroundings =
      noClasses().should().callMethodWhere(isNamed("getenv", "getProperty", "getDefault"));

  @ArchTest
  static final ArchRule no_class_is_a_utility_by_name =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)");

  @ArchTest
  static final ArchRule features_do_not_depend_on_each_other_in_circles =
      slices().matching("org.ramure.(*)..").should().beFreeOfCycles();

  private static DescribedPredicate<JavaCall<?>> isNamed(String... methods) {
    var names = Set.of(methods);
    return describe(
        "calls to " + names,
        call ->
            names.contains(call.getTarget().getName())
                && call.getTargetOwner().getPackageName().startsWith("java."));
  }
}
