// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ProgrammeKeys;

/// How a webhook's URL names a source: {@code <programme>.<source>}. A shop calls without a key
/// that would tell the programme, and source ids are unique only within one. Neither id may hold a
/// dot.
record SourceAddress(ProgrammeId programme, String source) {

  static Optional<SourceAddress> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || !ProgrammeKeys.isId(text.substring(dot + 1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SourceAddress(new ProgrammeId(text.substring(0, dot)), text.substring(dot + 1)));
    } catch (IllegalArgumentException notAProgramme) {
      return Optional.empty();
    }
  }
}
