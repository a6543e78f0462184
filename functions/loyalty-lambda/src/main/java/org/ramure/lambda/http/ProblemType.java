// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.http;

import java.util.Locale;

/// Every type of problem the API answers with: a part of its contract, which lists the same. What
/// is not here cannot be answered.
public enum ProblemType {
  BAD_REQUEST(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),

  SOURCE_SENDS_WEBHOOKS(409),
  REFUNDS_IN_LINES(409),
  IDENTITIES_OF_SEVERAL_MEMBERS(409),
  BIRTHDAY_CHANGED_BEFORE(409),
  VOUCHER_NOT_USABLE(409),
  NOT_ENOUGH_POINTS(409),
  SECOND_PERSON_NEEDED(409),
  ALREADY_DECIDED(409),
  ALREADY_REPLAYED(409),
  ALREADY_DISCARDED(409),
  BODY_GONE(409),
  SOURCE_GONE(409),
  TOO_MANY_SUBSCRIPTIONS(409),
  NOT_PUBLISHABLE(409),
  PUBLISHED_MEANWHILE(409),
  SOURCE_TAKEN(409),
  KEY_ENDED(409),
  LAST_ADMIN_KEY(409),

  DRAFT_CHANGED(412),

  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),

  IDEMPOTENCY_KEY_REUSED(422),
  CONTENT_DIFFERS(422),
  BASKET_DIFFERS(422),
  UNKNOWN_SOURCE(422),
  UNKNOWN_STORE(422),
  UNKNOWN_ZONE(422),
  ZONE_IN_ITSELF(422),
  SECRET_NEEDED(422),
  DOCUMENT_REFUSED(422),
  ROWS_REJECTED(422),
  OTHER_CURRENCY(422),
  UNKNOWN_CURRENCY(422),
  UNKNOWN_VALUE(422),
  NO_LINES(422),
  TOO_MANY_LINES(422),
  TOO_MUCH_TEXT(422),
  DUPLICATE_LINE(422),
  NEGATIVE(422),
  OUT_OF_RANGE(422),
  DISCOUNT_ABOVE_GROSS(422),
  IN_FUTURE(422),
  DAYS_APART(422),
  NOT_OUR_CODE(422),
  NOTHING_REFUNDED(422),
  RECEIVER_NOT_ALLOWED(422),

  BUSY(503);

  private static final String ROOT = "https://ramure.org/problems/";

  private final int status;

  ProblemType(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /// The {@code type} of the answer.
  public String uri() {
    return ROOT + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
