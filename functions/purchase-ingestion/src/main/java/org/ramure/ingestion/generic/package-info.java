// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors

/// Our own API for shops and tills that call it themselves: the canonical facts as JSON, every
/// field checked, every refusal naming its field. Amounts are strings with a decimal point
/// (`"39.90"`), in prices with taxes; ids are strings; times carry their offset. A key that is not
/// known is refused: a typing error in {@code discount} would cost members points without anybody
/// noticing.
@NullMarked
package org.ramure.ingestion.generic;

import org.jspecify.annotations.NullMarked;
