// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.ramure.local.child.FunctionProcess;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/// AWS's Runtime Interface Client, laid out for the functions' processes: its jars, a jar with our
/// {@link FunctionProcess} alone (functions must not see the rest of the stack), and its native
/// library. The client unpacks that library at every start into one temporary file for all, which
/// crashes processes that start side by side; pointed at an unpacked one, it does not.
public record RuntimeClient(List<Path> classPath, Path nativeLibrary) {

  public static RuntimeClient unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path jar = folder.resolve("function-process.jar");
    writeOnce(jar, functionProcessJar());
    String library = "libaws-lambda-jni.linux-" + architecture() + ".so";
    Path unpacked = folder.resolve(library);
    writeOnce(unpacked, resource(AWSLambda.class, "/jni/" + library));
    return new RuntimeClient(
        Stream.concat(
                Stream.of(jar),
                Stream.of(
                        AWSLambda.class,
                        Context.class,
                        PojoSerializer.class,
                        SdkInternalThreadLocal.class)
                    .map(RuntimeClient::jarOf))
            .toList(),
        unpacked);
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
  }

  /// Unchanged files keep their time: an AOT cache looks at it.
  private static void writeOnce(Path file, byte[] content) throws IOException {
    if (Files.notExists(file) || Files.mismatch(file, temporary(file, content)) >= 0) {
      Files.write(file, content);
    }
    Files.deleteIfExists(temporaryOf(file));
  }

  private static Path temporary(Path file, byte[] content) throws IOException {
    return Files.write(temporaryOf(file), content);
  }

  private static Path temporaryOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static byte[] functionProcessJar() throws IOException {
    String name = FunctionProcess.class.getName().replace('.', '/') + ".class";
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      var entry = new JarEntry(name);
      entry.setTime(0);
      jar.putNextEntry(entry);
      jar.write(resource(FunctionProcess.class, "/" + name));
    }
    return bytes.toByteArray();
  }

  private static byte[] resource(Class<?> owner, String name) throws IOException {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return stream.readAllBytes();
    }
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
