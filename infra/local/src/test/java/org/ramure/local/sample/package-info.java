// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// A function and a template for the tests of the stack.
package org.ramure.local.sample;
