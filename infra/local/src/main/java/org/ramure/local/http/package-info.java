// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// HTTP and JSON as the parts of the stack need them.
@NullMarked
package org.ramure.local.http;

import org.jspecify.annotations.NullMarked;
