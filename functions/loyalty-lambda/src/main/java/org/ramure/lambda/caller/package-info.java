// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Who is calling and what they may do. Verified inside each function, so that no answer cached for
/// one route ever serves another; a caller never leaves its own programme.
@NullMarked
package org.ramure.lambda.caller;

import org.jspecify.annotations.NullMarked;
