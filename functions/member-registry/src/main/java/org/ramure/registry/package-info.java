// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Members for shops, tills and the members themselves: enrolment, search, tokens, and what an
/// account holds. An identity belongs to one member; enrolling who exists changes nothing, because
/// whoever stands at a till with a stranger's telephone number proves nothing by it.
@NullMarked
package org.ramure.registry;

import org.jspecify.annotations.NullMarked;
