// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The library runs in a Node.js process. Asked for by name here, because what it says itself when
/// there is none does not help.
final class NodeJs {

  private static final int OLDEST = 20;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");

  private NodeJs() {}

  static void require() {
    String version = version();
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST) {
      throw new IllegalStateException(
          "Node.js ≥ " + OLDEST + " is needed on the PATH to synthesize; found: " + version);
    }
  }

  private static String version() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException notThere) {
      return "none";
    }
  }
}
