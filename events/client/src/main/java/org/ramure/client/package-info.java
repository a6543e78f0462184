// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The API for Java programs: {@link org.ramure.client.Ramure} names a deployment, {@link
/// org.ramure.client.RamureClient} calls it as somebody. Types and calls are made of the contract
/// while this is built; written here is what the contract cannot say in a schema: what is repeated,
/// how long to wait, and what a refusal looks like.
@NullMarked
package org.ramure.client;

import org.jspecify.annotations.NullMarked;
