// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// A voucher on every member's birthday, where the programme promises one: once for each year,
/// however often the date is told anew, this runs, or a process dies.
@NullMarked
package org.ramure.birthday;

import org.jspecify.annotations.NullMarked;
