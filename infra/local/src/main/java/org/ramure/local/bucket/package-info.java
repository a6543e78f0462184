// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The buckets of the template.
@NullMarked
package org.ramure.local.bucket;

import org.jspecify.annotations.NullMarked;
