// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The part of the stack that runs inside a function's own process.
@NullMarked
package org.ramure.local.child;

import org.jspecify.annotations.NullMarked;
