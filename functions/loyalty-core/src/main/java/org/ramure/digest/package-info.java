// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Fingerprints of content.
@NullMarked
package org.ramure.digest;

import org.jspecify.annotations.NullMarked;
