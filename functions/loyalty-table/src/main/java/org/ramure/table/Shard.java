// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/// Spreads keys evenly over a fixed number of shards, the same on every machine for ever.
final class Shard {

  private Shard() {}

  static int of(String key, int shards) {
    var crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % shards);
  }

  static String name(int shard) {
    return String.format(Locale.ROOT, "%02d", shard);
  }
}
