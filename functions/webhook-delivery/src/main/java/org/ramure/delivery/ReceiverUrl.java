// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ramure.lambda.Json;

/// The address of a receiver as its owner enters it: https, a name with a dot in it, the usual port
/// or 8443. A number for an address is refused however it is written: certificates are for names.
record ReceiverUrl(URI uri) {

  static final int LONGEST = 2_000;

  private static final String FIELD = "url";
  private static final Set<Integer> PORTS = Set.of(443, 8443);
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

  /// @throws Json.Malformed naming the field and what is wrong
  static ReceiverUrl of(String text, Receivers receivers) {
    if (text.length() > LONGEST) {
      throw malformed("must be at most " + LONGEST + " characters long");
    }
    var url = new ReceiverUrl(parsed(text));
    if (!(receivers.admitsLoopback() && url.isLoopback())) {
      url.requirePublic();
    }
    return url;
  }

  private static URI parsed(String text) {
    if (!VISIBLE.matcher(text).matches()) {
      throw malformed("must be visible ASCII: escape the rest");
    }
    try {
      return new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw malformed("is not a URL");
    }
  }

  private void requirePublic() {
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw malformed("must begin with https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw malformed("must hold no user name");
    }
    if (uri.getRawFragment() != null) {
      throw malformed("must hold no fragment");
    }
    if (!NAME.matcher(host()).matches()) {
      throw malformed("must name a host, with a dot and not by number");
    }
    if (!PORTS.contains(port())) {
      throw malformed("must use port 443 or 8443");
    }
  }

  private boolean isLoopback() {
    return LOOPBACK.contains(host());
  }

  boolean isEncrypted() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  String host() {
    return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(java.util.Locale.ROOT);
  }

  int port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isEncrypted() ? 443 : 80;
  }

  /// As the request names the host.
  String authority() {
    return uri.getPort() < 0 ? host() : host() + ":" + uri.getPort();
  }

  /// What is asked for: path and query.
  String target() {
    var path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static Json.Malformed malformed(String problem) {
    return new Json.Malformed(FIELD, problem);
  }
}
