// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ramure.local.http.Json;

/// The CDK's own command line, pointed at an emulator by the variables that it reads itself.
///
/// @param program of Node.js
/// @param folder for what it writes
record Cdk(Path program, Path folder, Map<String, String> environment) {

  /// Installs the pinned version once.
  ///
  /// @param manifest folder of package.json and package-lock.json
  static Path install(Path manifest, Path folder, Report report)
      throws IOException, InterruptedException {
    byte[] lock = Files.readAllBytes(manifest.resolve("package-lock.json"));
    Path place = folder.resolve("cdk-" + Digest.of(lock));
    if (Files.notExists(place.resolve("complete"))) {
      report.tell("installing the CDK's command line into " + place);
      Files.createDirectories(place);
      for (String file : List.of("package.json", "package-lock.json")) {
        Files.write(place.resolve(file), Files.readAllBytes(manifest.resolve(file)));
      }
      Command.of("npm", "ci", "--no-audit", "--no-fund", "--omit=optional")
          .in(place)
          .require("npm cannot install the CDK's command line (Node.js 20 or newer is needed)");
      Files.createFile(place.resolve("complete"));
    }
    return place.resolve("node_modules/.bin/cdk");
  }

  void bootstrap(String region) throws InterruptedException {
    run("bootstrap", "aws://000000000000/" + region);
  }

  /// @param output what the command said
  /// @param outputs of all stacks
  record Deployment(String output, JsonNode outputs) {
    /// @return how many stacks were found to be as the assembly has them
    long unchanged() {
      return output.lines().filter(line -> line.contains("(no changes)")).count();
    }
  }

  Deployment deploy(Path assembly) throws IOException, InterruptedException {
    Path outputs = folder.resolve("outputs.json");
    String output =
        run(
            "deploy",
            "--all",
            "--app",
            assembly.toString(),
            "--require-approval",
            "never",
            "--outputs-file",
            outputs.toString());
    return new Deployment(output, Json.read(Files.readAllBytes(outputs)));
  }

  Command.Result destroy(Path assembly, String stack) throws InterruptedException {
    return command("destroy", stack, "--exclusively", "--force", "--app", assembly.toString())
        .run();
  }

  private String run(String... words) throws InterruptedException {
    return command(words).require("cdk " + words[0] + " failed:");
  }

  private Command command(String... words) {
    var all = new ArrayList<>(List.of(program.toString()));
    all.addAll(List.of(words));
    String nothing = folder.resolve("no-account-of-this-machine").toString();
    return new Command(all, folder, environment)
        .with(Map.of("CDK_HOME", folder.toString(), "CDK_DISABLE_CLI_TELEMETRY", "true"))
        // Whatever is set up on this machine for a real account is not to be found.
        .with(Map.of("AWS_CONFIG_FILE", nothing, "AWS_SHARED_CREDENTIALS_FILE", nothing))
        .with(Map.of("NODE_NO_WARNINGS", "1", "CI", "true"));
  }
}
