// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
/// For tests: the published contract of the API, against which every exchange of a handler's test
/// is held.
@NullMarked
package org.ramure.lambda.contract;

import org.jspecify.annotations.NullMarked;
