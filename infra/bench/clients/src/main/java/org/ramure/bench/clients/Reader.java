// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import java.net.URI;

/// Reads one account of the table, by whatever client.
interface Reader {

  String TABLE = "Ledger";

  Account read(String pk);

  static Reader of(Candidate candidate, URI endpoint) {
    return switch (candidate) {
      case HAND_SIGNED -> new HandSigned(endpoint);
      case NETTY -> SdkReaders.asynchronous(endpoint);
      case ENHANCED -> EnhancedReader.of(SdkReaders.client(candidate, endpoint));
      case URL_CONNECTION, APACHE, CRT -> SdkReaders.synchronous(candidate, endpoint);
    };
  }
}
