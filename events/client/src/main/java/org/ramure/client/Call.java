// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A call in the making.
final class Call {

  private final String method;
  private final String path;
  private final List<String> query = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte[] content = {};
  private boolean someoneWaits;
  private boolean withCredentials = true;

  Call(String method, String path) {
    this.method = method;
    this.path = path;
  }

  /// A part of a path, whatever is in it.
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// For a command that is named by nothing else.
  static String newKey() {
    return UUID.randomUUID().toString();
  }

  Call query(String name, Optional<?> value) {
    value.ifPresent(v -> query.add(name + "=" + segment(v.toString())));
    return this;
  }

  Call header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Call body(Object body) {
    return raw(Json.bytes(body), "application/json");
  }

  Call raw(byte[] body, String mediaType) {
    content = body.clone();
    return header("content-type", mediaType);
  }

  /// A voucher call: a customer stands at a till or checkout.
  Call whileSomebodyWaits() {
    someoneWaits = true;
    return this;
  }

  /// It is signed.
  Call withoutCredentials() {
    withCredentials = false;
    return this;
  }

  String method() {
    return method;
  }

  String target() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] content() {
    return content;
  }

  boolean someoneWaits() {
    return someoneWaits;
  }

  boolean isWithCredentials() {
    return withCredentials;
  }

  /// Without what is asked, which may be about a person.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
