// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Tells others what happens: changes of the tables become CloudEvents on an EventBridge bus.
///
/// What an event says follows from the item before and after its change and from nothing else, so a
/// change seen twice makes the same events with the same ids. Events name members by their id,
/// vouchers by id and last four, and hold nothing personal, no code and no key. Each type has its
/// schema and an example under {@code events}; they are a contract and only grow.
@NullMarked
package org.ramure.publisher;

import org.jspecify.annotations.NullMarked;
