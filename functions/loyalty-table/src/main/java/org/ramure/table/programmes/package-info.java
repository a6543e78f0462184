// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The Programmes table: what a brand set up. Versions are immutable; sources, stores and zones are
/// replaced whole; API keys are known by their hash only. Written by programme-admin, read by every
/// function.
@NullMarked
package org.ramure.table.programmes;

import org.jspecify.annotations.NullMarked;
