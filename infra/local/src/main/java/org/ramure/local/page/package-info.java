// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The developers' page at /_local.
@NullMarked
package org.ramure.local.page;

import org.jspecify.annotations.NullMarked;
