// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import org.ramure.programme.ProgrammeId;

/// That a programme exists: written with its first version.
record ListedProgramme(ProgrammeId programme) {}
