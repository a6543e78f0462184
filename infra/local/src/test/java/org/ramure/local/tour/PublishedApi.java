// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the published contract says about its operations, as far as access goes.
final class PublishedApi {
  private static final Path EVENTS = Brand.ROOT.resolve("events");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");

  private PublishedApi() {}

  /// @param allowed who may call it; empty where it is signed instead
  /// @param sample the smallest body that the contract shows, a text where it is a file; empty
  ///     where none is taken
  /// @param takes the content type of its bodies
  /// @param findsThings whether it can answer that there is no such thing
  record Operation(
      String key,
      Optional<Allowed> allowed,
      Optional<JsonNode> sample,
      String takes,
      boolean findsThings) {

    String method() {
      return key.split(" ")[0];
    }

    String template() {
      return key.split(" ")[1];
    }

    Set<String> parameters() {
      var names = new LinkedHashSet<String>();
      PARAMETER.matcher(template()).results().forEach(found -> names.add(found.group(1)));
      return names;
    }
  }

  /// @param keys scopes
  /// @param bound where the request names the source or store to which a bound key is held
  /// @param foreign how one that names another is answered
  record Allowed(Set<String> keys, boolean ownMember, Map<String, String> bound, int foreign) {
    Allowed {
      keys = Set.copyOf(keys);
      bound = Map.copyOf(bound);
    }
  }

  static List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : read("openapi.yaml").path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (method.getValue().has("operationId")) {
          var key = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          operations.add(operation(key, method.getValue()));
        }
      }
    }
    return operations;
  }

  /// @param burst at once
  record Throttle(int perSecond, int burst) {}

  static Throttle throttle(String key) {
    var method = key.split(" ")[0].toLowerCase(Locale.ROOT);
    var operation = read("openapi.yaml").path("paths").path(key.split(" ")[1]).path(method);
    var throttle = operation.path("x-throttle");
    return new Throttle(throttle.path("perSecond").asInt(), throttle.path("burst").asInt());
  }

  private static Operation operation(String key, JsonNode operation) {
    var access = operation.path("x-access");
    return new Operation(
        key,
        access.isMissingNode() ? Optional.empty() : Optional.of(allowed(access)),
        operation.has("requestBody")
            ? Optional.of(sample(key, operation.path("requestBody")))
            : Optional.empty(),
        takes(operation),
        operation.path("responses").has("404"));
  }

  private static Allowed allowed(JsonNode access) {
    var keys = new LinkedHashSet<String>();
    access.path("keys").forEach(key -> keys.add(key.asText()));
    var bound = new LinkedHashMap<String, String>();
    access.path("bound").properties().forEach(b -> bound.put(b.getKey(), b.getValue().asText()));
    return new Allowed(
        keys,
        access.path("member").asText().equals("own"),
        bound,
        access.path("foreign").asInt(403));
  }

  private static String takes(JsonNode operation) {
    var content = operation.at("/requestBody/content").fieldNames();
    return content.hasNext() ? content.next() : "application/json";
  }

  private static JsonNode sample(String key, JsonNode requestBody) {
    return requestBody.path("content").elements().next().path("examples").properties().stream()
        .map(example -> example.getValue().path("externalValue").asText())
        .map(file -> file.endsWith(".json") ? read(file) : TextNode.valueOf(text(file)))
        .min(Comparator.comparing(body -> body.toString().length()))
        .orElseThrow(() -> new AssertionError("the contract shows no body of " + key));
  }

  private static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(EVENTS.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
