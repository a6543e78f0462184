// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What it was measured on: enough to compare with, nothing that names the machine.
final class Machine {

  private Machine() {}

  static String description() throws IOException {
    return "%s, %d processors, %d GB, Linux %s, Java %s"
        .formatted(
            field("/proc/cpuinfo", "model name"),
            Runtime.getRuntime().availableProcessors(),
            Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) >> 20,
            System.getProperty("os.version").replaceAll("-.*", ""),
            Runtime.version());
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }
}
