// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every resource of every stack, resolved.
public final class Resources {
  private final List<Resource> all;
  private final Map<String, Path> assets;

  private Resources(List<Resource> all, Map<String, Path> assets) {
    this.all = List.copyOf(all);
    this.assets = assets;
  }

  /// @throws IllegalArgumentException naming every resource of an unknown type
  public static Resources resolve(Assembly assembly, Places places) {
    refuseUnknownTypes(assembly);
    var resolver = new Resolver(assembly.stacks(), places);
    var all = new ArrayList<Resource>();
    for (var stack : assembly.stacks()) {
      stack
          .template()
          .path("Resources")
          .fieldNames()
          .forEachRemaining(id -> all.add(resolver.resource(stack, id)));
    }
    return new Resources(all, assembly.assets());
  }

  private static void refuseUnknownTypes(Assembly assembly) {
    List<String> unknown = assembly.stacks().stream().flatMap(Resources::unknownIn).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "The template has resources of types that the local stack cannot play: " + unknown);
    }
  }

  private static Stream<String> unknownIn(Assembly.StackTemplate stack) {
    return stack.template().path("Resources").properties().stream()
        .filter(entry -> Kind.of(entry.getValue().path("Type").asText()).isEmpty())
        .map(
            entry ->
                entry.getValue().path("Type").asText()
                    + " ("
                    + stack.name()
                    + "/"
                    + entry.getKey()
                    + ")");
  }

  public Stream<Resource> of(Kind kind) {
    return all.stream().filter(resource -> resource.kind() == kind);
  }

  public Resource byArn(Kind kind, String arn) {
    return of(kind)
        .filter(resource -> resource.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No " + kind + " has the ARN " + arn));
  }

  /// The file that a deployment would upload under this key.
  public Path asset(String objectKey) {
    Path file = assets.get(objectKey);
    if (file == null) {
      throw new IllegalArgumentException("No asset has the object key " + objectKey);
    }
    return file;
  }
}
