// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/// Whoever may invoke functions for what has no route.
@FunctionalInterface
public interface Operator {
  /// @param function by the name of its module
  /// @param command as in the reference of commands
  /// @return what the function answers, errors included
  JsonNode invoke(String function, JsonNode command);

  /// @param lambda where functions are invoked, unsigned
  static Operator of(URI lambda) {
    var caller = new Api(lambda).withHeaders(Map.of());
    return (function, command) ->
        caller.post("/2015-03-31/functions/" + function + "/invocations", command).body();
  }
}
