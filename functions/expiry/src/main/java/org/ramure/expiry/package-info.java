// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What time alone does to accounts: points mature, expire, and are told of before they do;
/// vouchers end unused; points that waited for a new day buy vouchers.
///
/// Nothing that anybody may spend rests on it: whoever reads or writes an account settles it first.
/// This is for the accounts that nobody touches, so that the ledger says what happened, those who
/// listen are told in time, and the mint is woken.
@NullMarked
package org.ramure.expiry;

import org.jspecify.annotations.NullMarked;
