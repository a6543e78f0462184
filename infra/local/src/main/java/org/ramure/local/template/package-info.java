// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Reads the synthesized cloud assembly and resolves it: what functions, routes and mappings there
/// are, with every reference replaced by a value. A resource type or a template function that is
/// not known is an error at start, never left out.
@NullMarked
package org.ramure.local.template;

import org.jspecify.annotations.NullMarked;
