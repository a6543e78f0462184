// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The life of a voucher at web shops and tills: checked, held, used, let go, taken back. Each use
/// is one conditional write that answers at once; of many callers one wins, and the others learn
/// from the very item that refused them who it was.
@NullMarked
package org.ramure.redemption;

import org.jspecify.annotations.NullMarked;
