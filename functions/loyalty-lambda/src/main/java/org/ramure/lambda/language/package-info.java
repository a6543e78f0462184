// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Reasons as sentences, in the languages of the product.
@NullMarked
package org.ramure.lambda.language;

import org.jspecify.annotations.NullMarked;
