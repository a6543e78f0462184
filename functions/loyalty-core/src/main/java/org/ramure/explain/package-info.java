// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Why something came out as it did, as data: shown in French and English by the message files of
/// the edge, never as sentences from here.
@NullMarked
package org.ramure.explain;

import org.jspecify.annotations.NullMarked;
