// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Nothing here measures: figures depend on the machine, how they are made does not.
@NullMarked
package org.ramure.bench;

import org.jspecify.annotations.NullMarked;
