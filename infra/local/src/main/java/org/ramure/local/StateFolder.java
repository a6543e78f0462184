// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of the kept state, held by one stack at a time. The lock goes with the process, so
/// nothing has to be cleaned up after `kill -9`.
final class StateFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;

  private StateFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static StateFolder open(Path folder, boolean wipe) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IllegalStateException(
          "Another local stack is using "
              + folder
              + ". Stop it, or give this one a folder of its own with -Dstate=<folder>.");
    }
    if (wipe) {
      wipe(folder);
    }
    return new StateFolder(folder.toRealPath(), channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // another stack in this very process
      return null;
    }
  }

  private static void wipe(Path folder) throws IOException {
    List<Path> everything;
    try (Stream<Path> files = Files.walk(folder)) {
      everything = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : everything) {
      if (!path.equals(folder) && !path.equals(folder.resolve(LOCK))) {
        Files.delete(path);
      }
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
