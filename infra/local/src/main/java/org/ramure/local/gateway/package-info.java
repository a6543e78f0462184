// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// The HTTP API: routes, throttles and payload format 2.0 as API Gateway has them.
@NullMarked
package org.ramure.local.gateway;

import org.jspecify.annotations.NullMarked;
