// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What recognises a member, normalised in one way everywhere and kept only as a keyed hash.
@NullMarked
package org.ramure.lambda.identity;

import org.jspecify.annotations.NullMarked;
