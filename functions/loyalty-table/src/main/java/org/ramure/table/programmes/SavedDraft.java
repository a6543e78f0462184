// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import org.ramure.programme.ProgrammeId;

/// The next version while it is being written: one for each programme, and it may be unfinished.
///
/// @param document to the letter, whatever is wrong with it
/// @param revision drawn anew each time it is saved: who names an older one has not seen this one
public record SavedDraft(ProgrammeId programme, String document, String revision, Change saved) {}
