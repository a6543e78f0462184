// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Makes the Java client's types and calls of {@code events/openapi.yaml}, while the client is
/// built: so a route, field or value that is added to the contract is in the client, and one that
/// is not in the contract cannot be. It knows the forms that our contract uses, and refuses any
/// other by name rather than leave something out.
@NullMarked
package org.ramure.client.generator;

import org.jspecify.annotations.NullMarked;
