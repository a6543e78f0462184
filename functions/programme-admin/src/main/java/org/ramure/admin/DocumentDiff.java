// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// What changed from one document to another, place by place. Elements with an {@code id} (rules,
/// tiers) are told apart by it: {@code rules[base].bracket.points}, wherever they stand. Lists of
/// plain values (stores, categories) are sets: an element came or went.
final class DocumentDiff {

  private static final String ID = "id";

  private final List<Difference> found = new ArrayList<>();

  private DocumentDiff() {}

  enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    /// The same elements in another order.
    MOVED
  }

  /// @param from what stood there; absent where it was added
  /// @param to what stands there; absent where it was removed
  record Difference(String path, Kind kind, Optional<JsonNode> from, Optional<JsonNode> to) {}

  static List<Difference> between(JsonNode from, JsonNode to) {
    var diff = new DocumentDiff();
    diff.compare("", from, to);
    return List.copyOf(diff.found);
  }

  private void compare(String path, JsonNode from, JsonNode to) {
    if (from.equals(to)) {
      return;
    }
    if (from.isObject() && to.isObject()) {
      compareEach(fields(from), fields(to), (name, _) -> join(path, name));
    } else if (from.isArray() && to.isArray()) {
      compareLists(path, from, to);
    } else {
      add(path, Kind.CHANGED, Optional.of(from), Optional.of(to));
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Map<String, JsonNode> fields(JsonNode object) {
    var fields = new LinkedHashMap<String, JsonNode>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private void compareEach(
      Map<String, JsonNode> from,
      Map<String, JsonNode> to,
      BiFunction<String, JsonNode, String> pathOf) {
    from.forEach(
        (name, was) -> {
          var path = pathOf.apply(name, was);
          Optional.ofNullable(to.get(name))
              .ifPresentOrElse(
                  is -> compare(path, was, is),
                  () -> add(path, Kind.REMOVED, Optional.of(was), Optional.empty()));
        });
    to.forEach(
        (name, is) -> {
          if (!from.containsKey(name)) {
            add(pathOf.apply(name, is), Kind.ADDED, Optional.empty(), Optional.of(is));
          }
        });
  }

  private void compareLists(String path, JsonNode from, JsonNode to) {
    var fromById = byId(from);
    var toById = byId(to);
    if (fromById.isPresent() && toById.isPresent()) {
      compareEach(fromById.get(), toById.get(), (id, _) -> path + "[" + id + "]");
      compareOrder(path, fromById.get().keySet(), toById.get().keySet());
    } else if (isSet(from) && isSet(to)) {
      compareSets(path, from, to);
    } else {
      compareEach(byPlace(from), byPlace(to), (place, _) -> path + "[" + place + "]");
    }
  }

  /// Empty where not every element has an id of its own, as in a draft that is half written.
  private static Optional<Map<String, JsonNode>> byId(JsonNode list) {
    var byId = new LinkedHashMap<String, JsonNode>();
    for (var element : list) {
      if (!element.path(ID).isTextual() || byId.put(element.path(ID).asText(), element) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(byId);
  }

  private static Map<String, JsonNode> byPlace(JsonNode list) {
    var byPlace = new LinkedHashMap<String, JsonNode>();
    for (int i = 0; i < list.size(); i++) {
      byPlace.put(String.valueOf(i), list.get(i));
    }
    return byPlace;
  }

  /// Their order decides between equals.
  private void compareOrder(String path, Set<String> from, Set<String> to) {
    var stayed = common(from, to);
    var now = common(to, from);
    if (!stayed.equals(now)) {
      add(path, Kind.MOVED, Optional.of(texts(stayed)), Optional.of(texts(now)));
    }
  }

  private static List<String> common(Set<String> ids, Set<String> others) {
    return ids.stream().filter(others::contains).toList();
  }

  private static ArrayNode texts(List<String> ids) {
    var texts = JsonNodeFactory.instance.arrayNode();
    ids.forEach(texts::add);
    return texts;
  }

  private static boolean isSet(JsonNode list) {
    var seen = new HashSet<JsonNode>();
    for (var element : list) {
      if (!element.isValueNode() || !seen.add(element)) {
        return false;
      }
    }
    return true;
  }

  private void compareSets(String path, JsonNode from, JsonNode to) {
    var was = new LinkedHashSet<JsonNode>();
    from.forEach(was::add);
    var is = new LinkedHashSet<JsonNode>();
    to.forEach(is::add);
    was.stream()
        .filter(element -> !is.contains(element))
        .forEach(gone -> add(path, Kind.REMOVED, Optional.of(gone), Optional.empty()));
    is.stream()
        .filter(element -> !was.contains(element))
        .forEach(come -> add(path, Kind.ADDED, Optional.empty(), Optional.of(come)));
  }

  private void add(String path, Kind kind, Optional<JsonNode> from, Optional<JsonNode> to) {
    found.add(new Difference(path, kind, from, to));
  }
}
