// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import java.util.List;

/// A way to read an item, to be compared with others.
///
/// @param jars what it adds to a function's zip, as beginnings of file names
enum Candidate {
  HAND_SIGNED("without the SDK", List.of()),
  URL_CONNECTION("url-connection-client", List.of("url-connection-client")),
  APACHE(
      "apache-client",
      List.of("apache-client", "httpclient-4", "httpcore-4", "commons-codec", "commons-logging")),
  CRT("aws-crt-client", List.of("aws-crt", "crt-core")),
  NETTY("netty-nio-client", List.of("netty-")),
  ENHANCED("Enhanced Client", List.of("url-connection-client", "dynamodb-enhanced"));

  private final String title;
  private final List<String> jars;

  Candidate(String title, List<String> jars) {
    this.title = title;
    this.jars = jars;
  }

  String title() {
    return title;
  }

  List<String> jars() {
    return jars;
  }
}
