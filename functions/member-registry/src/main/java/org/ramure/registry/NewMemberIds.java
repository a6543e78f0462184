// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.ramure.member.MemberId;

/// Where the ids of new members come from.
@FunctionalInterface
interface NewMemberIds {

  MemberId next();

  /// 128 random bits: never the same twice, and no count of members to be read from them.
  static NewMemberIds random() {
    var random = new SecureRandom();
    return () -> {
      var bits = new byte[16];
      random.nextBytes(bits);
      return new MemberId(HexFormat.of().formatHex(bits));
    };
  }
}
