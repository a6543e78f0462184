// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

/// An answer where its status says more than its body: whether something was new, for example.
public record Answered<T>(int status, T body) {}
