// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.gateway;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A route of the HTTP API.
///
/// @param key as in the template: {@code GET /v1/members/{member}}, or {@code $default}
record Route(
    String key,
    String method,
    List<String> segments,
    Backend backend,
    long timeoutMs,
    Throttle throttle) {

  /// The gateway takes the most specific route: a literal segment before a variable, a variable
  /// before the greedy one, `$default` last; the request's own method before ANY.
  static final Comparator<Route> MOST_SPECIFIC_FIRST =
      Comparator.comparing(Route::specificity).thenComparing(route -> route.method.equals("ANY"));

  static Route of(String key, Backend backend, long timeoutMs, Throttle throttle) {
    int space = key.indexOf(' ');
    String method = space < 0 ? "ANY" : key.substring(0, space);
    String path = space < 0 ? "/{$default+}" : key.substring(space + 1);
    return new Route(key, method, segments(path), backend, timeoutMs, throttle);
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private String specificity() {
    var ranks = new StringBuilder();
    for (String segment : segments) {
      ranks.append(isGreedy(segment) ? '2' : isVariable(segment) ? '1' : '0');
    }
    return (key.equals("$default") ? "3" : "") + ranks;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static boolean isGreedy(String segment) {
    return segment.endsWith("+}");
  }

  /// The path's parameters, if this route takes the request.
  ///
  /// @param path decoded: the gateway decodes before it matches, so an encoded slash separates
  Optional<Map<String, String>> match(String requestMethod, String path) {
    if (!method.equals("ANY") && !method.equals(requestMethod)) {
      return Optional.empty();
    }
    return match(segments(path));
  }

  private Optional<Map<String, String>> match(List<String> actual) {
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (i >= actual.size()) {
        return Optional.empty();
      }
      if (isGreedy(segment)) {
        parameters.put(
            segment.substring(1, segment.length() - 2),
            String.join("/", actual.subList(i, actual.size())));
        return Optional.of(parameters);
      }
      if (isVariable(segment) && !actual.get(i).isEmpty()) {
        parameters.put(segment.substring(1, segment.length() - 1), actual.get(i));
      } else if (!segment.equals(actual.get(i))) {
        return Optional.empty();
      }
    }
    return segments.size() == actual.size() ? Optional.of(parameters) : Optional.empty();
  }
}
