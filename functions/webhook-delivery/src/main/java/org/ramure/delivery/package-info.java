// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Sends events to systems of others, signed by Standard Webhooks.
///
/// A receiver is somebody else's machine, chosen by whoever holds a key: it may be slow, dead,
/// hostile, or not a receiver at all. So every request goes to an address that was judged just
/// before, takes fifteen seconds at most, is never redirected, and what is answered is read up to
/// its status. Receivers never share a lane: one that does not answer holds up nobody else.
///
/// An event is sent at least once: what is not written down is sent again, with the same id.
@NullMarked
package org.ramure.delivery;

import org.jspecify.annotations.NullMarked;
