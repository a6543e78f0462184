// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whether a schema is still a schema for those who read by the one that was released: it may
/// describe more fields, which need not be there, and know more words; everything else stays.
final class Growth {

  private static final Set<String> WORDS_FOR_PEOPLE = Set.of("description", "title", "$comment");

  private Growth() {}

  /// @return what a reader would stumble over, as paths with a reason
  static List<String> breaks(JsonNode released, JsonNode now) {
    var breaks = new ArrayList<String>();
    compare("", released, now, breaks);
    return breaks;
  }

  private static void compare(String path, JsonNode released, JsonNode now, List<String> breaks) {
    var keywords = new TreeSet<String>();
    released.fieldNames().forEachRemaining(keywords::add);
    now.fieldNames().forEachRemaining(keywords::add);
    keywords.removeAll(WORDS_FOR_PEOPLE);
    for (String keyword : keywords) {
      compare(path, keyword, released.path(keyword), now.path(keyword), breaks);
    }
  }

  private static void compare(
      String path, String keyword, JsonNode released, JsonNode now, List<String> breaks) {
    switch (keyword) {
      case "properties", "$defs" -> fields(path, released, now, breaks);
      case "items" -> compare(path + "/items", released, now, breaks);
      case "enum" -> {
        if (released.isMissingNode() || !set(now).containsAll(set(released))) {
          breaks.add(path + ": enum knows less");
        }
      }
      case "required" -> {
        if (!set(released).equals(set(now))) {
          breaks.add(path + ": required is another");
        }
      }
      default -> {
        if (!released.equals(now)) {
          breaks.add(path + ": " + keyword + " is another");
        }
      }
    }
  }

  private static void fields(String path, JsonNode released, JsonNode now, List<String> breaks) {
    for (var field : released.properties()) {
      var name = path + "/" + field.getKey();
      if (now.has(field.getKey())) {
        compare(name, field.getValue(), now.path(field.getKey()), breaks);
      } else {
        breaks.add(name + ": is gone");
      }
    }
  }

  private static Set<JsonNode> set(JsonNode array) {
    var set = new HashSet<JsonNode>();
    array.forEach(set::add);
    return set;
  }
}
