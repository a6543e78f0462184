// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// A function's zip, unpacked once per digest: a changed zip never meets what was made for the one
/// before it.
///
/// @param root what AWS mounts as /var/task
/// @param zip the zip itself. Its root holds the function's classes, so it serves as the first
///     entry of the class path: an AOT cache takes archives, not folders
record FunctionCode(String digest, Path root, Path zip) {

  static FunctionCode unpack(Path zip, Path folder) throws IOException {
    String digest = digest(zip);
    Path home = folder.resolve(digest);
    if (Files.notExists(home)) {
      Path fresh = Files.createTempDirectory(Files.createDirectories(folder), "unpacking");
      extract(zip, fresh.resolve("task"));
      Files.copy(zip, fresh.resolve("function.zip"));
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return new FunctionCode(digest, home.resolve("task"), home.resolve("function.zip"));
  }

  private static String digest(Path zip) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extract(Path zip, Path target) throws IOException {
    Files.createDirectories(target);
    try (InputStream file = Files.newInputStream(zip);
        var entries = new ZipInputStream(file)) {
      for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IllegalArgumentException(zip + " leaves its folder: " + entry.getName());
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(path.getParent());
          Files.copy(entries, path);
        }
      }
    }
  }

  /// In the order of Lambda's Java runtime: the function's own classes, then lib by name.
  Stream<Path> classPath() {
    Path lib = root.resolve("lib");
    if (Files.notExists(lib)) {
      return Stream.of(zip);
    }
    try (Stream<Path> jars = Files.list(lib)) {
      return Stream.concat(
          Stream.of(zip),
          jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
