// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What an operator runs by hand, against AWS or against a local stack: whoever has the credentials
/// and the addresses decides which.
///
/// [Smoke] is a customer of one minute. [PutBack] makes tables again what they were at a moment.
@NullMarked
package org.ramure.operate;

import org.jspecify.annotations.NullMarked;
