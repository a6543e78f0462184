// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Whose code deploys with ours: read from the SBOM of each zip, with its licence, and asked about
/// at a database of known vulnerabilities.
@NullMarked
package org.ramure.security;

import org.jspecify.annotations.NullMarked;
