// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The tables of the template in DynamoDB Local.
@NullMarked
package org.ramure.local.dynamodb;

import org.jspecify.annotations.NullMarked;
