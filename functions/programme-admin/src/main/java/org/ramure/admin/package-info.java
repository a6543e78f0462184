// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Setting up a programme: versions and the draft of the next one, sources, stores, zones and API
/// keys. The brand's staff does it through the API, with a key of scope admin that is bound to
/// nothing. How a programme begins, and how somebody gets in who has lost every key, takes the
/// right to invoke the function in the brand's own account: two commands that no route leads to.
@NullMarked
package org.ramure.admin;

import org.jspecify.annotations.NullMarked;
