// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Setting up a programme: versions, sources, stores, zones and API keys. Called by invoking the
/// function, so that the right to do it is a right in the brand's own account; there is no route to
/// it from outside.
@NullMarked
package org.ramure.admin;

import org.jspecify.annotations.NullMarked;
