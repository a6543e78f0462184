// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What calls functions of its own accord: event source mappings of streams and queues, and
/// invocations nobody waits for, with their filters, retries and failure destinations.
@NullMarked
package org.ramure.local.mapping;

import org.jspecify.annotations.NullMarked;
