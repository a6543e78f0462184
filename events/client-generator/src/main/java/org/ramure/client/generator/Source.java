// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client.generator;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Java source in the making.
final class Source {

  private static final int WIDTH = 96;
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");

  private final StringBuilder text = new StringBuilder();
  private String margin = "";

  Source line(String form, Object... values) {
    var line = values.length == 0 ? form : form.formatted(values);
    text.append(line.isEmpty() ? "" : margin + line).append('\n');
    return this;
  }

  Source lines(String block) {
    block.lines().forEach(this::line);
    return this;
  }

  Source indented(Consumer<Source> body) {
    margin += "  ";
    body.accept(this);
    margin = margin.substring(2);
    return this;
  }

  /// A comment, wrapped, paragraph by paragraph; nothing where there is nothing to say.
  Source doc(String description) {
    var paragraphs = PARAGRAPH.split(description.strip());
    for (int i = 0; i < paragraphs.length && !description.isBlank(); i++) {
      if (i > 0) {
        line("///");
      }
      wrapped("/// ", "/// ", paragraphs[i]);
    }
    return this;
  }

  Source param(String name, String description) {
    return description.isEmpty()
        ? this
        : wrapped("/// @param " + name + " ", "///     ", description);
  }

  private Source wrapped(String first, String next, String description) {
    var line = new StringBuilder(first);
    for (var word : SPACE.split(description)) {
      if (line.length() + word.length() > WIDTH) {
        line(line.toString().stripTrailing());
        line = new StringBuilder(next);
      }
      line.append(word).append(' ');
    }
    return line(line.toString().stripTrailing());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
