// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// EventBridge: buses that take events and keep the latest for people to look at.
@NullMarked
package org.ramure.local.bus;

import org.jspecify.annotations.NullMarked;
