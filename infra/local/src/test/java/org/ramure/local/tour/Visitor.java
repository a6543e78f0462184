// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import java.util.Optional;

/// Somebody who calls.
///
/// @param name for people
/// @param authorization what they send; empty where nothing
record Visitor(String name, String authorization, Who who) {

  /// Who they are by the credentials they send.
  sealed interface Who {
    /// Of no valid credentials, for whatever reason.
    record Nobody() implements Who {}

    /// @param source and {@code store}: to which the key is bound
    record Key(String scope, String programme, Optional<String> source, Optional<String> store)
        implements Who {}

    record Member(String id) implements Who {}
  }

  static Visitor nobody(String name, String authorization) {
    return new Visitor(name, authorization, new Who.Nobody());
  }

  boolean isOf(String programme) {
    return who instanceof Who.Key key && key.programme().equals(programme);
  }

  @Override
  public String toString() {
    return name;
  }
}
