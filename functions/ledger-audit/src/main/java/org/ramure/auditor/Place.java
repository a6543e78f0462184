// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a walk goes on.
///
/// @param after the key after which it does; empty at its beginning
record Place(Walk walk, List<String> after) {

  /// No character of an id, so that the whole is never taken for one and logged: keys of vouchers
  /// come from their codes.
  private static final String SEPARATOR = "|";

  Place {
    after = List.copyOf(after);
  }

  static Place beginning(Walk walk) {
    return new Place(walk, List.of());
  }

  /// As queues and reports name it.
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of(walk.word()),
            after.stream().map(part -> Base64.getUrlEncoder().encodeToString(part.getBytes(UTF_8))))
        .collect(Collectors.joining(SEPARATOR));
  }

  /// @throws IllegalArgumentException where the text is none of ours
  static Place parse(String text) {
    var parts = List.of(text.split("[|]", -1));
    return new Place(
        Walk.of(parts.getFirst()),
        parts.stream()
            .skip(1)
            .map(part -> new String(Base64.getUrlDecoder().decode(part), UTF_8))
            .toList());
  }
}
