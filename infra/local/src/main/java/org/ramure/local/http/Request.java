// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A request with its whole body.
///
/// @param headers as received; names are not case-sensitive
public record Request(String method, URI uri, Headers headers, byte[] body) {

  public String path() {
    return uri.getRawPath();
  }

  public @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  public com.fasterxml.jackson.databind.JsonNode json() throws IOException {
    return body.length == 0 ? Json.object() : Json.read(body);
  }

  /// The operation that an SDK names in its {@code X-Amz-Target} header: the part after the dot.
  public String operation() {
    String target = header("X-Amz-Target");
    return target == null ? "" : target.substring(target.indexOf('.') + 1);
  }
}
