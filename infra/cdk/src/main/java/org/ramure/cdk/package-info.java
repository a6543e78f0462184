// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The infrastructure as a program. Two stacks by lifecycle: {@link org.ramure.cdk.DataStack} keeps
/// what must survive everything, {@link org.ramure.cdk.ComputeStack} can be deleted and deployed
/// again on any day.
///
/// Inside the stacks, constructs follow capability: a construct takes another construct, never a
/// name, and what a function uses is said once: {@link org.ramure.cdk.LoyaltyFunction#uses} gives
/// the right and the environment variable together. Only {@link org.ramure.cdk.LoyaltyApp} reads
/// arguments, environment and context.
@NullMarked
package org.ramure.cdk;

import org.jspecify.annotations.NullMarked;
