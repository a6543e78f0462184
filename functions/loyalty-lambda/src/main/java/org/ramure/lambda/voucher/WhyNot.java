// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.voucher;

import org.ramure.voucher.Refusal;
import org.ramure.voucher.Voucher.Redemption;

/// Why a call about a voucher is refused.
public sealed interface WhyNot {

  /// Not one of our codes: mistyped, or somebody else's. Nothing was looked up.
  record NotACode() implements WhyNot {}

  /// What {@link org.ramure.voucher.VoucherUse} said.
  record Unusable(Refusal refusal) implements WhyNot {}

  /// There is nothing of this basket to take back.
  record NotUsed() implements WhyNot {}

  /// A paid order names it.
  record OrderNamesIt(Redemption by) implements WhyNot {}
}
