// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Holds the books against themselves, every night all of them and on an operator's word any:
// reads,
/// compares, tells, and can write nothing.
@NullMarked
package org.ramure.auditor;

import org.jspecify.annotations.NullMarked;
