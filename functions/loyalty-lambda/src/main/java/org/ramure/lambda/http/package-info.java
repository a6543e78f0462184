// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// HTTP API requests in payload format 2.0, answers, and refusals as RFC 9457 problems.
@NullMarked
package org.ramure.lambda.http;

import org.jspecify.annotations.NullMarked;
