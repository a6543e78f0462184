// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.programme;

/// Where a purchase was made, or how it was proven.
public enum Channel {
  WEB,
  TILL,
  RECEIPT
}
