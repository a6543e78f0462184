// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The queues of the template and SQS's protocol to them.
@NullMarked
package org.ramure.local.queue;

import org.jspecify.annotations.NullMarked;
