// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.ramure.programme.Condition;

/// Reads a condition tree: each node is an object with exactly one field, which is its kind.
final class ConditionReader {

  private static final int MAX_NAMES = 100;

  private final Set<String> tiers;
  private int nodes;

  ConditionReader(Set<String> tiers) {
    this.tiers = tiers;
  }

  Condition read(JsonObject node) {
    return read(node, 1);
  }

  private Condition read(JsonObject node, int depth) {
    nodes++;
    if (depth > Condition.MAX_DEPTH) {
      node.fault("", "conditions may be at most " + Condition.MAX_DEPTH + " deep");
      return skipped(node);
    }
    if (nodes > Condition.MAX_NODES) {
      node.fault("", "a rule may have at most " + Condition.MAX_NODES + " conditions");
      return skipped(node);
    }
    if (node.fields().size() != 1) {
      node.fault("", "must have exactly one field, the kind of the condition");
      return skipped(node);
    }
    return ofKind(node.fields().iterator().next(), node, depth);
  }

  private Condition ofKind(String kind, JsonObject node, int depth) {
    return switch (kind) {
      case "all" -> new Condition.All(several(kind, node, depth));
      case "any" -> new Condition.Any(several(kind, node, depth));
      case "not" -> not(node, depth);
      case "tierIn" -> new Condition.TierIn(tiers(node));
      case "inSegment" -> new Condition.InSegment(named(kind, node));
      case "firstPurchase" -> firstPurchase(node);
      case "basketAtLeast" -> basketAtLeast(node);
      case "basketContains" -> basketContains(node);
      default -> new Condition.Always();
    };
  }

  private List<Condition> several(String kind, JsonObject node, int depth) {
    var parts = node.objects(kind, Condition.MAX_NODES, part -> read(part, depth + 1));
    if (parts.isEmpty()) {
      node.fault(kind, "must have at least one condition");
    }
    return parts;
  }

  private Condition not(JsonObject node, int depth) {
    return node.<Condition>object("not", inner -> new Condition.Not(read(inner, depth + 1)))
        .orElse(new Condition.Always());
  }

  private Set<String> tiers(JsonObject node) {
    var named = named("tierIn", node);
    named.stream()
        .filter(tier -> !tiers.contains(tier))
        .forEach(tier -> node.fault("tierIn", "there is no tier " + tier));
    return named;
  }

  private static Set<String> named(String kind, JsonObject node) {
    var names = node.texts(kind, MAX_NAMES);
    if (names.isEmpty()) {
      node.fault(kind, "must name at least one");
    }
    return names;
  }

  private static Condition firstPurchase(JsonObject node) {
    if (!node.flag("firstPurchase")) {
      node.fault("firstPurchase", "must be true; wrap it in \"not\" for the opposite");
    }
    return new Condition.FirstPurchase();
  }

  private static Condition basketAtLeast(JsonObject node) {
    return node.<Condition>object(
            "basketAtLeast",
            basket ->
                new Condition.BasketAtLeast(
                    basket.number("amountMinor", 1, ProgrammeDocument.MOST_MINOR)))
        .orElse(new Condition.Always());
  }

  private static Condition basketContains(JsonObject node) {
    return node.<Condition>object(
            "basketContains",
            basket ->
                new Condition.BasketContains(
                    RuleReader.products(basket),
                    BigDecimal.valueOf(basket.number("quantity", 1, 1000))))
        .orElse(new Condition.Always());
  }

  /// What is too deep or too much is told once, not once for each part of it.
  private static Condition skipped(JsonObject node) {
    node.ignoreRest();
    return new Condition.Always();
  }
}
