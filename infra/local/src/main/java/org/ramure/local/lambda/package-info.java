// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Runs the function zips: one or two JVMs per function under AWS's own Runtime Interface Client.
@NullMarked
package org.ramure.local.lambda;

import org.jspecify.annotations.NullMarked;
