// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
/// For tests: a function as the gateway and the platform call it.
@NullMarked
package org.ramure.lambda.gateway;

import org.jspecify.annotations.NullMarked;
