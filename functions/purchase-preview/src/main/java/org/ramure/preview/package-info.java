// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What a basket would earn and what vouchers would pay of it, before it is bought. Everything is
/// read as the real purchase would read it and decided by the functions that decide the real
/// purchase; nothing is written, and a code learns no more here than from a check.
@NullMarked
package org.ramure.preview;

import org.jspecify.annotations.NullMarked;
