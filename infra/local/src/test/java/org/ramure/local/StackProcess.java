// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ramure.local.http.Json;

/// The stack as a process of its own, as people start it.
public final class StackProcess {
  private static final String STATE = "state";
  private static final String ENDPOINTS = "endpoints.json";
  private static final String LOG = "stack.log";

  private final Process process;
  private final Path folder;

  private StackProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// Returns when it is ready. Another start in the same folder goes on with its state.
  public static StackProcess start(Path assembly, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dport=0",
                "-Dtour=false",
                "-DretryDelayMs=100",
                "-Dassembly=" + assembly,
                "-Dstate=" + folder.resolve(STATE),
                "-Dendpoints=" + folder.resolve(ENDPOINTS),
                "-cp",
                System.getProperty("java.class.path"),
                "org.ramure.local.Main")
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()))
            .start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).startsWith("READY http://127.0.0.1:");
    return new StackProcess(process, folder);
  }

  /// Where a service is, as the stack itself has written it down.
  public URI endpoint(String service) throws IOException {
    JsonNode endpoints = Json.read(Files.readAllBytes(folder.resolve(ENDPOINTS)));
    return URI.create(endpoints.path(service).asText());
  }

  /// Kills it alone, as {@code kill -9} does, and waits until none of its children is left.
  ///
  /// @return how many children it had
  public int kill() throws Exception {
    List<ProcessHandle> children = process.toHandle().descendants().toList();
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(60, TimeUnit.SECONDS);
    }
    return children.size();
  }

  /// Asks it to end, as Ctrl-C does.
  public void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends when asked to").isTrue();
  }

  /// Every line that it and its functions have logged.
  public List<String> log() throws IOException {
    return LogFiles.lines(folder.resolve(LOG), folder.resolve(STATE).resolve("logs"));
  }
}
