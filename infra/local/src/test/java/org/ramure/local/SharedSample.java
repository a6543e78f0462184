// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

/// The sample template, started once.
public final class SharedSample extends Shared<SampleStack> {
  public SharedSample() {
    super(SampleStack.class, SampleStack::start);
  }
}
