// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One running stack for all tests that can live with what others have left in it: a start costs
/// seconds of CPU.
public final class SharedSample implements ParameterResolver {

  private record Running(Path folder, SampleStack sample) implements AutoCloseable {
    static Running start() {
      try {
        Path folder = Files.createTempDirectory("sample-stack");
        return new Running(folder, SampleStack.start(folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      sample.close();
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SampleStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedSample.class))
        .getOrComputeIfAbsent(Running.class, unused -> Running.start(), Running.class)
        .sample();
  }
}
