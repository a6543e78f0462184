// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ramure.client.generator.Types.Declared;

/// Writes the client's sources.
public final class Generator {

  private static final String PACKAGE_INFO =
      """
      /// The contract's types.
      @NullMarked
      package %s;

      import org.jspecify.annotations.NullMarked;
      """;

  private Generator() {}

  /// @param arguments the contract, and the folder to write into
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[1]), sources(Contract.read(Path.of(arguments[0]))));
  }

  /// By path in the source folder.
  static Map<Path, String> sources(Contract contract) {
    var client = new ClientSource(contract);
    var sources = new LinkedHashMap<Path, String>();
    sources.put(Path.of("org", "ramure", "client", "RamureClient.java"), client.file());
    Stream.concat(new Types(contract).named().stream(), client.unnamed().stream())
        .forEach(declared -> add(sources, declared));
    sources.put(folder().resolve("package-info.java"), PACKAGE_INFO.formatted(TypeSource.PACKAGE));
    return sources;
  }

  private static void add(Map<Path, String> sources, Declared declared) {
    var file = folder().resolve(declared.name() + ".java");
    if (sources.put(file, TypeSource.file(declared)) != null) {
      throw new IllegalArgumentException("two types of one name: " + declared.name());
    }
  }

  private static Path folder() {
    return Path.of(TypeSource.PACKAGE.replace('.', '/'));
  }

  /// What is not in the contract any more goes; what is as before is left alone, so that an
  /// unchanged contract compiles nothing again.
  private static void write(Path folder, Map<Path, String> sources) throws IOException {
    Files.createDirectories(folder);
    try (var before = Files.walk(folder)) {
      for (var file : before.filter(Files::isRegularFile).toList()) {
        if (!sources.containsKey(folder.relativize(file))) {
          Files.delete(file);
        }
      }
    }
    for (var source : sources.entrySet()) {
      var file = folder.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
        Files.writeString(file, source.getValue());
      }
    }
  }
}
