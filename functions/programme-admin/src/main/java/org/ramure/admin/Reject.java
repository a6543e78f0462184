// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

/// A row that is not taken, and why.
///
/// @param line of the file, the first one is 1
/// @param field the column; empty for the whole row
record Reject(long line, String field, Reason reason) {

  enum Reason {
    UNKNOWN_COLUMN,
    DUPLICATE_COLUMN,
    MISSING_COLUMN,
    OTHER_NUMBER_OF_CELLS,
    MISSING,
    NOT_AN_ID,
    NOT_A_NAME,
    NOT_A_TIME_ZONE,
    NOT_A_REGION,
    DUPLICATE_ID,
    UNKNOWN_ZONE,
    ZONE_IN_ITSELF;

    /// Of its sentence in the message files.
    String code() {
      return "import." + name();
    }
  }
}
