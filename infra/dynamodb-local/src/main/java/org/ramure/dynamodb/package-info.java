// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// A DynamoDB for tests and for the local stack: AWS's own DynamoDB Local in a process of its own
/// ({@link org.ramure.dynamodb.DynamoDbLocal}), and in front of it a proxy that counts calls and
/// capacity units as AWS would charge them and that can go wrong on demand
/// ({@link org.ramure.dynamodb.DynamoDbProxy}). Everything listens on 127.0.0.1 only.
///
/// The licence of DynamoDB Local forbids shipping it: nothing of this module may reach a function's
/// zip.
@NullMarked
package org.ramure.dynamodb;

import org.jspecify.annotations.NullMarked;
