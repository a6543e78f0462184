// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.HttpRequest;
import org.ramure.lambda.http.Problem;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ProgrammeKeys;

/// What a path may name.
final class Own {

  private Own() {}

  /// The caller's programme; another one looks like none.
  static ProgrammeId programme(HttpRequest request, ApiKeyCaller caller) {
    if (!request.path("programme").equals(caller.programme().value())) {
      throw notFound("No such programme");
    }
    return caller.programme();
  }

  /// An id to set something up under.
  static String newId(HttpRequest request, String name) {
    var id = request.path(name);
    if (!ProgrammeKeys.isId(id)) {
      throw new Problem.Refused(
          Problem.badRequest(name, "must be an id of at most 40 letters, digits, - and _"));
    }
    return id;
  }

  static Problem.Refused notFound(String detail) {
    return new Problem.Refused(Problem.notFound(detail));
  }
}
