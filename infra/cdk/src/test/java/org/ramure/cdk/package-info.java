// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// What must stay true of the infrastructure, whoever changes it.
@NullMarked
package org.ramure.cdk;

import org.jspecify.annotations.NullMarked;
