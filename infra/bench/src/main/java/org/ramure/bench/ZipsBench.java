// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The zips as they deploy.
final class ZipsBench implements Bench {

  private static final double MOST = 12;
  private static final double MOST_WITH_S3 = 14;

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public List<Row> measure(Bed bed) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path zip : zips(bed.root().resolve("functions"))) {
      rows.add(row(zip));
    }
    return rows.stream().sorted(Comparator.comparing(Row::value).reversed()).toList();
  }

  private static List<Path> zips(Path functions) throws IOException {
    try (Stream<Path> modules = Files.list(functions)) {
      return modules
          .map(module -> module.resolve("target").resolve(module.getFileName() + ".zip"))
          .filter(Files::exists)
          .toList();
    }
  }

  private static Row row(Path zip) throws IOException {
    boolean s3 = holds(zip, "lib/s3-");
    String name = zip.getFileName().toString().replace(".zip", "");
    return Row.held(
        name, Files.size(zip) / 1e6, "MB", s3 ? MOST_WITH_S3 : MOST, s3 ? "with S3" : "");
  }

  private static boolean holds(Path zip, String beginning) throws IOException {
    try (var file = new ZipFile(zip.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(beginning));
    }
  }
}
