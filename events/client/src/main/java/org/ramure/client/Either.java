// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

/// One of two answers that a call may get.
public sealed interface Either<A, B> {

  record First<A, B>(A body) implements Either<A, B> {}

  record Second<A, B>(B body) implements Either<A, B> {}
}
