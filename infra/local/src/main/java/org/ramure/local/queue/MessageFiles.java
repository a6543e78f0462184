// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ramure.local.http.Json;

/// One file per message: it is there after `kill -9`, and can be read with an editor.
final class MessageFiles {
  private final Path folder;

  MessageFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /// In the order in which they were sent: ids begin with the time.
  Map<String, Message> load() throws IOException {
    var messages = new LinkedHashMap<String, Message>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        Message message = Message.of(Json.read(Files.readAllBytes(file)));
        messages.put(message.id(), message);
      }
    }
    return messages;
  }

  void save(Message message) {
    try {
      Path written = Files.write(folder.resolve(message.id() + ".new"), Json.bytes(message.json()));
      Files.move(written, file(message), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(Message message) {
    try {
      Files.deleteIfExists(file(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Message message) {
    return folder.resolve(message.id() + ".json");
  }
}
