// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.http;

import java.io.IOException;

/// Answers requests; may block.
public interface Handler {
  Reply handle(Request request) throws IOException, InterruptedException;

  /// This handler for callers on this machine only, also where a web page of somebody else runs in
  /// its browser: a foreign name that resolves to 127.0.0.1 (DNS rebinding) and a foreign origin
  /// are refused.
  default Handler forThisMachine() {
    return request -> isLocal(request) ? handle(request) : Reply.message(403, "Local callers only");
  }

  private static boolean isLocal(Request request) {
    String host = request.header("Host");
    String origin = request.header("Origin");
    return host != null
        && host.matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?")
        && (origin == null || origin.equals("http://" + host));
  }
}
