// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.gateway;

import org.ramure.local.lambda.Outcome;

/// What a route leads to: a function, wherever it runs.
@FunctionalInterface
public interface Backend {
  Outcome invoke(byte[] event) throws InterruptedException;
}
