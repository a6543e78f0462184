// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import org.ramure.programme.ProgrammeId;

/// To which programme a source belongs. The ids of sources are unique over all programmes, because
/// a shop's webhook comes to a URL that names the source alone and carries no key.
record SourceOwner(String id, ProgrammeId programme) {}
