// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ramure.local.LocalStack;

/// A small cloud assembly, as CDK writes them, around {@link SampleHandler}.
public final class SampleAssembly {
  private static final List<String> FILES =
      List.of(
          "manifest.json",
          "SampleData.assets.json",
          "SampleData.template.json",
          "SampleCompute.assets.json",
          "SampleCompute.template.json");

  private SampleAssembly() {}

  public static Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream content = SampleAssembly.class.getResourceAsStream("/assembly/" + file)) {
        Files.write(folder.resolve(file), content.readAllBytes());
      }
    }
    zip(folder.resolve("asset.sample.zip"));
    return folder;
  }

  /// Own classes at the root, libraries under lib/, like the zips of the real functions.
  private static void zip(Path file) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      classes(zip, SampleHandler.class, "org/ramure/local/sample/SampleHandler");
      classes(zip, LocalStack.class, "org/ramure/local/dynamodb/DynamoDbCalls");
      classes(zip, LocalStack.class, "org/ramure/local/http/Json");
      for (var library : List.of(ObjectMapper.class, JsonFactory.class, JsonInclude.class)) {
        Path jar = location(library);
        add(zip, "lib/" + jar.getFileName(), Files.readAllBytes(jar));
      }
    }
  }

  private static void classes(ZipOutputStream zip, Class<?> sibling, String prefix)
      throws IOException {
    Path root = location(sibling);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String name = root.relativize(file).toString();
        if (name.startsWith(prefix) && name.endsWith(".class")) {
          add(zip, name, Files.readAllBytes(file));
        }
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
