// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

/// Ends a mapping at the first field that cannot be used; {@link Reading#of} makes an outcome of
/// it. An exception, because a mapping reads some forty fields and any of them may be flawed.
public final class FlawedField extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Flaw flaw;
  private final String path;

  public FlawedField(Flaw flaw, String path) {
    super(flaw + " at " + path, null, false, false);
    this.flaw = flaw;
    this.path = path;
  }

  /// The same as an outcome.
  public Reading.Unusable unusable() {
    return new Reading.Unusable(flaw, path);
  }
}
