// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.ingestion;

import java.util.Map;
import org.ramure.lambda.Log;
import org.ramure.table.QuarantineKeys.Named;
import org.ramure.table.QuarantineTable;

/// Makes the entries that could not be made when their messages came: what an entry says lies with
/// the body. One that is there already, because the shop sent again, stays as it is.
record LateEntries(QuarantineBodies bodies, QuarantineTable entries) {

  void enter(Named name) {
    bodies
        .entry(name)
        .ifPresent(
            entry -> {
              boolean made = entries.add(entry);
              Log.info(
                  made ? "quarantine.entered-late" : "quarantine.entered-before",
                  Map.of(
                      Log.Field.PROGRAMME, entry.programme(),
                      Log.Field.SOURCE, entry.source(),
                      Log.Field.ITEM, entry.id()));
            });
  }
}
