// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Shopify: signed webhooks to canonical facts.
///
/// - The topic, the shop's domain and the ids in the headers are **not** signed; only the body is.
///   So the source and its secret come from our URL, and a body is checked to be what its topic
///   claims.
/// - Bodies repeat, come late, in any order, over several subscriptions and topics: every fact is
///   taken from the body with the time the shop itself put on it.
/// - Refunds come twice, as messages of their own and inside the order: the refund's id is their
///   key, and both ways must give the same facts.
/// - Money stands in pairs of the shop's and the customer's currency; only the shop's counts.
///
/// Not read: consents, addresses, notes, and everything about the customer that is not a hint.
@NullMarked
package org.ramure.ingestion.shopify;

import org.jspecify.annotations.NullMarked;
