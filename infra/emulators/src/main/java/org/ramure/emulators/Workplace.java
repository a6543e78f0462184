// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ramure.local.lambda.RuntimeClient;

/// Where a run finds what it needs, and where it puts what it makes.
///
/// @param root of the project
/// @param tools kept from run to run: Python's packages, the CDK's command line, the runtime client
/// @param folder of this run, empty at first and gone when all was as it must be
record Workplace(Path root, Path tools, Path folder, Report report) {

  static Workplace of(String name, Report report) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    Path target = root.resolve("infra/emulators/target");
    var place = new Workplace(root, target.resolve("tools"), target.resolve(name), report);
    Files.createDirectories(place.tools);
    return place;
  }

  Workplace at(String name) {
    return new Workplace(root, tools, folder.resolve(name), report);
  }

  Path assembly() {
    return root.resolve("infra/cdk/target/cdk.out");
  }

  Path sources() {
    return root.resolve("infra/emulators");
  }

  Path fresh() throws IOException {
    clear();
    return Files.createDirectories(folder);
  }

  /// The command that runs a function's zip under AWS's own runtime client, for a shell that has
  /// the folder of the unpacked zip in TASK.
  ///
  /// @param more flags of the JVM
  String functionCommand(String more) throws IOException {
    var client = RuntimeClient.unpack(tools.resolve("runtime"));
    String clientPath = String.join(":", client.classPath().stream().map(Path::toString).toList());
    return String.join(
        " ",
        "exec " + java(),
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData",
        "-Xmx${AWS_LAMBDA_FUNCTION_MEMORY_SIZE}m --enable-native-access=ALL-UNNAMED",
        "-Djava.io.tmpdir=\"$TMPDIR\" " + more,
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + client.nativeLibrary(),
        "-cp \"$TASK:$TASK/lib/*:" + clientPath + "\"",
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda \"$_HANDLER\"");
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /// Deletes the folder of this run.
  void clear() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
