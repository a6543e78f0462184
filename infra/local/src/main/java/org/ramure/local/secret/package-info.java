// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Secrets Manager, as far as functions use it.
@NullMarked
package org.ramure.local.secret;

import org.jspecify.annotations.NullMarked;
