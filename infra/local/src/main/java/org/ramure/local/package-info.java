// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Runs the synthesized template on one machine: what you run is what you deploy.
@NullMarked
package org.ramure.local;

import org.jspecify.annotations.NullMarked;
