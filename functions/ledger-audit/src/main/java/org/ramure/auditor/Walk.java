// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.util.Locale;

/// The walks of an audit. Each goes through one store from end to end and knows nothing of the
/// others.
enum Walk {
  ACCOUNTS,
  PURCHASES,
  VOUCHERS,
  /// Bodies of messages that could not be used.
  MESSAGES;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Walk of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
