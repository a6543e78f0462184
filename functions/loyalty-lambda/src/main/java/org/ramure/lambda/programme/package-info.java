// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The programme document, which a marketer writes and a version keeps to the letter, and what
/// functions read of a programme while they run.
@NullMarked
package org.ramure.lambda.programme;

import org.jspecify.annotations.NullMarked;
