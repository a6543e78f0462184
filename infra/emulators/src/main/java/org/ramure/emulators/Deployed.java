// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ramure.local.http.Json;

/// The functions of an account, as Lambda itself lists them: whatever was deployed.
///
/// @param outputs of the stacks
record Deployed(Aws root, JsonNode outputs, List<Function> functions) {

  /// @param word by which people call it, from its description
  record Function(
      String name,
      String word,
      String arn,
      String handler,
      String role,
      String logGroup,
      JsonNode environment) {}

  static Deployed read(Aws root, JsonNode outputs) {
    var functions = new ArrayList<Function>();
    String marker = "";
    do {
      var page =
          root.rest("lambda", "GET", "/2015-03-31/functions/?MaxItems=50" + marker, new byte[0])
              .require()
              .json();
      page.path("Functions").forEach(each -> functions.add(function(each)));
      String next = page.path("NextMarker").asText("");
      marker = next.isEmpty() ? "" : "&Marker=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    } while (!marker.isEmpty());
    return new Deployed(root, outputs, List.copyOf(functions));
  }

  private static Function function(JsonNode configuration) {
    return new Function(
        configuration.path("FunctionName").asText(),
        configuration.path("Description").asText().replaceFirst("^Ramure: ", ""),
        configuration.path("FunctionArn").asText(),
        configuration.path("Handler").asText(),
        configuration.path("Role").asText(),
        configuration.at("/LoggingConfig/LogGroup").asText(),
        configuration.at("/Environment/Variables"));
  }

  /// A named output of whichever stack has it.
  String output(String name) {
    for (JsonNode stack : outputs) {
      if (stack.has(name)) {
        return stack.path(name).asText();
      }
    }
    throw new IllegalStateException("No stack has an output " + name);
  }

  /// Invokes a function as an operator does, by the name that the stack gives out.
  ///
  /// @param module of the function, as {@code programme-admin}
  JsonNode asOperator(String module, JsonNode command) {
    var words =
        Stream.of(module.split("-"))
            .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1));
    return invoke(output(words.collect(Collectors.joining("", "", "Name"))), command);
  }

  /// What the function answers; the error, where it fails.
  JsonNode invoke(String function, JsonNode event) {
    return call(function, Json.bytes(event)).json();
  }

  Aws.Answer call(String function, byte[] event) {
    String path = "/2015-03-31/functions/" + function + "/invocations";
    return root.rest("lambda", "POST", path, event).require();
  }

  /// The one function whose handler it is.
  Function ofHandler(String handler) {
    var found = functions.stream().filter(each -> each.handler().equals(handler)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " functions have the handler " + handler);
    }
    return found.getFirst();
  }

  /// What the functions call a table, a queue or a bucket by.
  String environment(String variable) {
    return functions.stream()
        .map(each -> each.environment().path(variable).asText(""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No function has " + variable));
  }

  /// All that the function has logged so far.
  List<String> log(Function function) {
    var lines = new ArrayList<String>();
    var input = Json.object().put("logGroupName", function.logGroup());
    String next;
    do {
      var page = root.json("logs", "FilterLogEvents", input).require().json();
      stream(page.path("events")).map(each -> each.path("message").asText()).forEach(lines::add);
      next = page.path("nextToken").asText("");
      input.put("nextToken", next);
    } while (!next.isEmpty());
    return lines;
  }

  /// How often the function was called so far.
  long calls(Function function) {
    return log(function).stream().filter(line -> line.startsWith("START ")).count();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
