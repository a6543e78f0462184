// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;

/// Who changed something last, and when.
///
/// @param by the caller's name, as {@code key:<id>}
public record Change(String by, Instant at) {}
