// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/// A resource with every reference in it replaced by a value.
///
/// @param name the physical name, as functions see it
/// @param properties as in the template, resolved
public record Resource(
    Kind kind, String stack, String logicalId, String name, String arn, JsonNode properties) {

  /// The logical id without the hash that CDK ends it with: how people call the resource.
  public String word() {
    return logicalId.replaceFirst("[0-9A-F]{8}$", "");
  }

  public boolean isCalled(String called) {
    return called.equals(logicalId) || called.equals(word()) || called.equals(name);
  }

  public String text(String property) {
    return properties.path(property).asText();
  }

  /// A property that this stack does not play: refused by name rather than left out in silence.
  public void refuse(String property, String why) {
    if (!properties.path(property).isMissingNode()) {
      throw new IllegalArgumentException(
          kind.type + " " + stack + "/" + logicalId + ": " + property + " " + why);
    }
  }
}
