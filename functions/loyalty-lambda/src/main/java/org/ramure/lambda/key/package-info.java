// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Secret keys by generation: one-way (HMAC) and two-way (AES-GCM). Keys are named by one
/// character, which is kept beside whatever was made with them, so that rotation needs no
/// rewriting.
@NullMarked
package org.ramure.lambda.key;

import org.jspecify.annotations.NullMarked;
