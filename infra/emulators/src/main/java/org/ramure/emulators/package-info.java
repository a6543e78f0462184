// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Deploys the very assembly and the very zips to emulators of AWS that run as processes of this
/// machine, and holds what is served there against what it must be. README.md says what that proves
/// and what it does not.
@NullMarked
package org.ramure.emulators;

import org.jspecify.annotations.NullMarked;
