// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.ramure.local.http.Json;

/// How far a mapping has read each shard; on disk, so that a new start goes on where the last one
/// was.
final class Checkpoints {
  private static final String END = "END";

  private final Path file;
  private final ObjectNode shards;

  private Checkpoints(Path file, ObjectNode shards) {
    this.file = file;
    this.shards = shards;
  }

  static Checkpoints load(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    boolean kept = Files.exists(file) && Json.read(Files.readAllBytes(file)) instanceof ObjectNode;
    return new Checkpoints(
        file, kept ? (ObjectNode) Json.read(Files.readAllBytes(file)) : Json.object());
  }

  /// The last sequence number dealt with; empty at the beginning.
  synchronized String position(String shard) {
    return shards.path(shard).asText("");
  }

  synchronized boolean isFinished(String shard) {
    return position(shard).equals(END);
  }

  synchronized void finish(String shard) throws IOException {
    advance(shard, END);
  }

  synchronized void advance(String shard, String sequenceNumber) throws IOException {
    shards.put(shard, sequenceNumber);
    Path written =
        Files.write(file.resolveSibling(file.getFileName() + ".new"), Json.bytes(shards));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Forgets shards that the stream has forgotten.
  synchronized void keepOnly(List<String> known) {
    shards.retain(known);
  }
}
