// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ramure.lambda.programme.Fault;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.programme.EarningRule;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.Store;

/// Reads a document as publishing it would.
final class Review {

  /// Of a draft: nothing longer is ever published.
  static final int LONGEST = ProgrammeDocument.MAX_CHARACTERS;

  private final ProgrammeTable table;

  Review(ProgrammeTable table) {
    this.table = table;
  }

  /// @param document empty where there are faults
  /// @param warnings what it names and nobody has set up yet
  record Verdict(Optional<ProgrammeDocument> document, List<Fault> faults, List<Fault> warnings) {}

  Verdict of(ProgrammeId programme, String text) {
    return switch (ProgrammeDocument.parse(text)) {
      case ProgrammeDocument.Refused(var faults) ->
          new Verdict(Optional.empty(), faults, List.of());
      case ProgrammeDocument.Accepted(var document) when !document.programme().equals(programme) ->
          new Verdict(
              Optional.empty(), List.of(new Fault("programme", "must be " + programme)), List.of());
      case ProgrammeDocument.Accepted(var document) ->
          new Verdict(
              Optional.of(document), List.of(), warnings(programme, document.terms().rules()));
    };
  }

  /// Stores and zones may be set up after the rules that name them, but a misspelt one would make a
  /// rule that never applies.
  private List<Fault> warnings(ProgrammeId programme, List<EarningRule> rules) {
    var stores = names(rules, Review::stores) ? storeIds(programme) : Set.<String>of();
    var zones = names(rules, Review::zones) ? zoneIds(programme) : Set.<String>of();
    var warnings = new ArrayList<Fault>();
    for (int i = 0; i < rules.size(); i++) {
      var scope = "rules[" + i + "].scope.";
      warnings.addAll(unknown(scope + "stores", stores(rules.get(i)), stores));
      warnings.addAll(unknown(scope + "zones", zones(rules.get(i)), zones));
    }
    return List.copyOf(warnings);
  }

  private static boolean names(List<EarningRule> rules, Function<EarningRule, Set<String>> places) {
    return rules.stream().map(places).anyMatch(Predicate.not(Set::isEmpty));
  }

  private static Set<String> stores(EarningRule rule) {
    return rule.scope().stores();
  }

  private static Set<String> zones(EarningRule rule) {
    return rule.scope().zones();
  }

  private Set<String> storeIds(ProgrammeId programme) {
    return table.stores(programme).stream().map(Store::id).collect(Collectors.toSet());
  }

  private Set<String> zoneIds(ProgrammeId programme) {
    return table.zones(programme).byId().keySet();
  }

  private static List<Fault> unknown(String path, Set<String> named, Set<String> known) {
    return named.stream()
        .filter(Predicate.not(known::contains))
        .sorted()
        .map(id -> new Fault(path, "nobody has set up " + id + " yet"))
        .toList();
  }
}
