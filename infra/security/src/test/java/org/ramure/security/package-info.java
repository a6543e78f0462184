// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
@NullMarked
package org.ramure.security;

import org.jspecify.annotations.NullMarked;
