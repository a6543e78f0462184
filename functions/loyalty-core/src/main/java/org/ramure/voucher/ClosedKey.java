// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

/// The names under which a voucher remembers for what it was given back.
public final class ClosedKey {

  private ClosedKey() {}

  public static String basket(String source, String key) {
    return source + "/basket/" + key;
  }

  public static String purchase(String source, String documentId) {
    return source + "/purchase/" + documentId;
  }
}
