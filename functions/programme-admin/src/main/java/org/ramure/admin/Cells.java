// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;
import org.ramure.table.programmes.ProgrammeKeys;

/// The cells of one row being read; all that is wrong with it is noted.
final class Cells {

  private final Sheet.Row row;
  private final List<Reject> rejects = new ArrayList<>();

  Cells(Sheet.Row row) {
    this.row = row;
  }

  List<Reject> rejects() {
    return List.copyOf(rejects);
  }

  String id(String column) {
    return required(column, Reject.Reason.NOT_AN_ID, ProgrammeKeys::isId).orElse("unreadable");
  }

  String name(String column) {
    return required(column, Reject.Reason.NOT_A_NAME, Cells::isName).orElse("");
  }

  ZoneId timeZone(String column) {
    return required(column, Reject.Reason.NOT_A_TIME_ZONE, ZoneId.getAvailableZoneIds()::contains)
        .map(ZoneId::of)
        .orElse(java.time.ZoneOffset.UTC);
  }

  Optional<String> region(String column) {
    return checked(column, Reject.Reason.NOT_A_REGION, Asked::isRegion);
  }

  Optional<String> optionalId(String column) {
    return checked(column, Reject.Reason.NOT_AN_ID, ProgrammeKeys::isId);
  }

  void reject(String column, Reject.Reason reason) {
    rejects.add(new Reject(row.line(), column, reason));
  }

  private Optional<String> required(String column, Reject.Reason reason, Predicate<String> good) {
    if (row.cell(column).isEmpty()) {
      reject(column, Reject.Reason.MISSING);
    }
    return checked(column, reason, good);
  }

  private Optional<String> checked(String column, Reject.Reason reason, Predicate<String> good) {
    var cell = row.cell(column);
    if (cell.filter(good.negate()).isPresent()) {
      reject(column, reason);
      return Optional.empty();
    }
    return cell;
  }

  private static boolean isName(String text) {
    try {
      Limits.text("name", text, Asked.LONGEST_LABEL);
      return true;
    } catch (Json.Malformed tooLong) {
      return false;
    }
  }
}
