// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Says whether an assembly is still that of the present code and zips. A synthesis takes some
/// fifteen seconds of processor, and most builds change nothing that it reads.
///
/// It covers everything that can change the assembly: all of the class path, the zips of the
/// functions, and the context. Archives count by their table of contents, which holds a checksum of
/// every entry, so that nothing large is read.
///
/// @param digest of all that
record Fingerprint(String digest) {

  private static final String ASSET = "asset.";

  static Fingerprint of(Path functions, String context) throws IOException {
    MessageDigest digest = sha256();
    add(digest, context);
    add(digest, functions.toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      addTree(digest, Path.of(entry));
    }
    for (Path zip : zips(functions)) {
      addArchive(digest, zip);
    }
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  boolean isThatOf(Path assembly) throws IOException {
    Path note = note(assembly);
    return Files.exists(assembly.resolve("manifest.json"))
        && Files.exists(note)
        && Files.readString(note).equals(digest);
  }

  /// Forgets an old assembly before a new one is written, so that a failed synthesis leaves none
  /// that looks valid, and old zips do not pile up.
  static void clear(Path assembly) throws IOException {
    Files.deleteIfExists(note(assembly));
    Files.deleteIfExists(assembly.resolve("manifest.json"));
    if (Files.isDirectory(assembly)) {
      for (Path zip : files(assembly)) {
        if (zip.getFileName().toString().startsWith(ASSET)) {
          Files.delete(zip);
        }
      }
    }
  }

  void writeTo(Path assembly) throws IOException {
    Files.writeString(note(assembly), digest);
  }

  /// Next to the assembly, not in it: the assembly is the same bytes wherever it is made.
  private static Path note(Path assembly) {
    return assembly.resolveSibling(assembly.getFileName() + ".fingerprint");
  }

  private static void addTree(MessageDigest digest, Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      addArchive(digest, entry);
      return;
    }
    for (Path file : files(entry)) {
      add(digest, file.toString());
      digest.update(Files.readAllBytes(file));
    }
  }

  private static void addArchive(MessageDigest digest, Path archive) throws IOException {
    add(digest, archive.getFileName().toString());
    try (var zip = new ZipFile(archive.toFile())) {
      zip.stream().map(Fingerprint::checksum).forEach(line -> add(digest, line));
    }
  }

  private static String checksum(ZipEntry entry) {
    return entry.getName() + " " + entry.getSize() + " " + entry.getCrc() + "\n";
  }

  private static List<Path> zips(Path functions) throws IOException {
    try (Stream<Path> folders = Files.list(functions)) {
      return folders
          .map(folder -> folder.resolve("target").resolve(folder.getFileName() + ".zip"))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
