// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// EventBridge Scheduler.
@NullMarked
package org.ramure.local.schedule;

import org.jspecify.annotations.NullMarked;
