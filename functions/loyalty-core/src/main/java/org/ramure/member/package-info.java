// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Who a member is and what recognises one.
@NullMarked
package org.ramure.member;

import org.jspecify.annotations.NullMarked;
