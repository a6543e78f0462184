// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Whose code a process spends its time in: the JVM's own samples of CPU time (JEP 509), each given
/// to whoever called the JDK there, that is to the topmost frame that is not the JDK's. Hashing for
/// a voucher's code is ours, HTTP is the SDK's, and a programme that Jackson reads for us is
/// Jackson's. The compiler and the collector have no Java frames and are in no sample.
final class OwnShare {

  /// Whom a frame belongs to, by the beginning of its class's name. The first that fits: the main
  /// class of the process is a part of the local stack.
  enum Owner {
    RUNTIME_CLIENT("com.amazonaws.", "org.ramure.local."),
    OURS("org.ramure."),
    SDK("software.amazon."),
    JACKSON("com.fasterxml."),
    NOBODY;

    private final List<String> beginnings;

    Owner(String... beginnings) {
      this.beginnings = List.of(beginnings);
    }

    static Owner of(List<String> classesFromTheTop) {
      return classesFromTheTop.stream()
          .flatMap(name -> Stream.of(values()).filter(owner -> owner.owns(name)).limit(1))
          .findFirst()
          .orElse(NOBODY);
    }

    private boolean owns(String className) {
      return beginnings.stream().anyMatch(className::startsWith);
    }
  }

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.CPUTimeSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">1ms</setting>
        </event>
      </configuration>
      """;

  private final Map<Owner, Integer> samples = new EnumMap<>(Owner.class);
  private int all;

  private OwnShare() {}

  /// Something that the process does.
  interface Work {
    void run() throws InterruptedException;
  }

  /// Looks at a process while it works.
  static OwnShare during(ProcessHandle process, Path folder, Work work)
      throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("samples.jfc"), SETTINGS);
    Path recording = folder.resolve("samples-" + process.pid() + ".jfr");
    jcmd(process, "JFR.start", "name=share", "settings=" + settings.toAbsolutePath());
    work.run();
    jcmd(process, "JFR.stop", "name=share", "filename=" + recording.toAbsolutePath());
    return read(recording);
  }

  private static void jcmd(ProcessHandle process, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(process.pid()));
    command.addAll(List.of(arguments));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
  }

  private static OwnShare read(Path recording) throws IOException {
    var share = new OwnShare();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      RecordedStackTrace trace = event.getStackTrace();
      if (event.getEventType().getName().equals("jdk.CPUTimeSample") && trace != null) {
        share.samples.merge(Owner.of(classes(trace)), 1, Integer::sum);
        share.all++;
      }
    }
    return share;
  }

  private static List<String> classes(RecordedStackTrace trace) {
    return trace.getFrames().stream()
        .map(RecordedFrame::getMethod)
        .map(method -> method.getType().getName())
        .toList();
  }

  double percent(Owner owner) {
    return 100.0 * samples.getOrDefault(owner, 0) / Math.max(1, all);
  }

  int samples() {
    return all;
  }
}
