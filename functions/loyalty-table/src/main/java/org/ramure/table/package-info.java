// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The DynamoDB schema: table shapes, keys, item mappings and the transactions of the ledger. The
/// only place that knows attribute names.
@NullMarked
package org.ramure.table;

import org.jspecify.annotations.NullMarked;
