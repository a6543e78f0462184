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
/// seconds of CPU. It and its folder go with the last test.
public abstract class Shared<S extends AutoCloseable> implements ParameterResolver {
  private final Class<S> type;
  private final Start<S> start;

  protected Shared(Class<S> type, Start<S> start) {
    this.type = type;
    this.start = start;
  }

  /// How a stack is started in a folder.
  @FunctionalInterface
  public interface Start<S> {
    S in(Path folder) throws IOException, InterruptedException;
  }

  private record Running<S extends AutoCloseable>(Path folder, S stack) implements AutoCloseable {
    static <S extends AutoCloseable> Running<S> start(Start<S> start) {
      try {
        Path folder = Files.createTempDirectory("stack");
        return new Running<>(folder, start.in(folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws Exception {
      stack.close();
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
    return parameter.getParameter().getType() == type;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }

  protected S shared(ExtensionContext context) {
    var running =
        context
            .getRoot()
            .getStore(Namespace.create(Shared.class))
            .getOrComputeIfAbsent(type, unused -> Running.start(start), Running.class);
    return type.cast(running.stack());
  }
}
