// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What other systems may hear of: the catalogue in {@code events/PUBLISHED.md}, which
/// event-publisher tells on the bus and webhooks carry on.
@NullMarked
package org.ramure.event;

import org.jspecify.annotations.NullMarked;
