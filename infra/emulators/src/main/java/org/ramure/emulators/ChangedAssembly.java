// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.ramure.local.http.Json;

/// The assembly as it would be after somebody changed one sentence of a library and built again:
/// the zips that hold it are new, and so are the keys under which they and the templates are
/// uploaded.
final class ChangedAssembly {
  /// The title of every answer to a caller without credentials.
  static final String TITLE = "Credentials needed";

  /// What takes its place. Of the same length, since it is put where the compiler has put it.
  static final String CHANGED = "Credentials wanted";

  private static final String CLASS = "org/ramure/lambda/http/Problem.class";
  private static final String LIBRARY = "lib/loyalty-lambda";

  private ChangedAssembly() {}

  /// @param changed an empty folder
  static void make(Path assembly, Path changed) throws IOException {
    var keys = new HashMap<String, String>();
    for (Path file : files(assembly, ".zip")) {
      byte[] zip = Files.readAllBytes(file);
      byte[] other = withChangedLibrary(zip).orElse(zip);
      String key = file.getFileName().toString().replaceAll("^asset\\.|\\.zip$", "");
      keys.put(key, Digest.of(other));
      Files.write(changed.resolve("asset." + Digest.of(other) + ".zip"), other);
    }
    if (keys.entrySet().stream().allMatch(key -> key.getKey().equals(key.getValue()))) {
      throw new IllegalStateException("No function's zip says “" + TITLE + "”");
    }
    for (Path manifest : files(assembly, ".assets.json")) {
      for (var asset : Json.read(Files.readAllBytes(manifest)).path("files").properties()) {
        keys.computeIfAbsent(asset.getKey(), key -> Digest.of(key.getBytes(UTF_8)));
      }
    }
    for (Path file : files(assembly, ".json")) {
      Files.writeString(changed.resolve(file.getFileName()), renamed(Files.readString(file), keys));
    }
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  private static String renamed(String text, Map<String, String> keys) {
    String renamed = text;
    for (var key : keys.entrySet()) {
      renamed = renamed.replace(key.getKey(), key.getValue());
    }
    return renamed;
  }

  /// The same zip with the changed class of the library at its root, which comes first in the class
  /// path; empty where the zip is without the library.
  private static Optional<byte[]> withChangedLibrary(byte[] zip) throws IOException {
    var library = entry(zip, LIBRARY);
    if (library.isEmpty()) {
      return Optional.empty();
    }
    byte[] problem = entry(library.get(), CLASS).orElseThrow();
    String code = new String(problem, ISO_8859_1).replace(TITLE, CHANGED);
    var bytes = new ByteArrayOutputStream();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip));
        var out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      out.putNextEntry(new ZipEntry(CLASS));
      out.write(code.getBytes(ISO_8859_1));
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  /// @param start of its name
  private static Optional<byte[]> entry(byte[] zip, String start) throws IOException {
    try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
        if (entry.getName().startsWith(start)) {
          return Optional.of(entries.readAllBytes());
        }
      }
    }
    return Optional.empty();
  }
}
