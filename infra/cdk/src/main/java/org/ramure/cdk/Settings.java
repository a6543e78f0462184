// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.nio.file.Path;
import java.time.ZoneId;

/// What a deployment may choose. Nothing here can weaken it.
///
/// @param functions the folder with one folder per function, each with its built zip
/// @param zone of the nightly schedule: where most shops sleep at half past one
record Settings(Path functions, ZoneId zone) {

  /// The zip of a function, as Maven builds it.
  Path zip(String function) {
    return functions.resolve(function).resolve("target").resolve(function + ".zip");
  }
}
