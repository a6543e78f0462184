// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A value in the document and the JSON pointer to it; references inside the document are followed.
record Place(JsonNode document, String pointer) {

  JsonNode node() {
    return document.at(pointer);
  }

  boolean exists() {
    return !node().isMissingNode();
  }

  Place at(String name) {
    var child = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    return new Place(document, child).followed();
  }

  private Place followed() {
    var reference = node().path("$ref").asText();
    return reference.startsWith("#") ? new Place(document, reference.substring(1)) : this;
  }

  /// The members of an object, or the items of an array.
  List<Place> children() {
    var children = new ArrayList<Place>();
    if (node().isArray()) {
      for (int i = 0; i < node().size(); i++) {
        children.add(at(String.valueOf(i)));
      }
    } else {
      node().fieldNames().forEachRemaining(name -> children.add(at(name)));
    }
    return children;
  }

  List<String> names() {
    var names = new ArrayList<String>();
    node().fieldNames().forEachRemaining(names::add);
    return names;
  }

  String text(String name) {
    return node().path(name).asText();
  }
}
