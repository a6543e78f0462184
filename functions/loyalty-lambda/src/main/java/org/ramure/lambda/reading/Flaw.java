// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.reading;

/// Why a message cannot be used. The first group is malformed, the second well formed but not
/// acceptable, the third concerns webhooks only.
public enum Flaw {
  NOT_JSON(Kind.MALFORMED, "The body is not a JSON object."),
  MISSING(Kind.MALFORMED, "This field is required."),
  WRONG_TYPE(Kind.MALFORMED, "This field has the wrong type."),
  NOT_AN_AMOUNT(
      Kind.MALFORMED,
      "An amount is a string of digits with a decimal point, without more decimals than its"
          + " currency has."),
  NOT_A_TIME(Kind.MALFORMED, "A time is written as in 2026-03-14T10:15:30+01:00."),
  NOT_A_DATE(Kind.MALFORMED, "A date is written as in 2026-03-14."),
  NOT_AN_ID(Kind.MALFORMED, "An id has 1 to 128 letters, digits, or signs among . _ ~ : and -."),
  TOO_LONG(Kind.MALFORMED, "This text is too long."),
  UNKNOWN_FIELD(Kind.MALFORMED, "This field is not known; a typing error would cost points."),

  UNKNOWN_CURRENCY(Kind.UNACCEPTABLE, "This is not a currency of ISO 4217."),
  OTHER_CURRENCY(Kind.UNACCEPTABLE, "The programme counts in another currency."),
  UNKNOWN_VALUE(Kind.UNACCEPTABLE, "This value is not one of those known."),
  UNKNOWN_STORE(Kind.UNACCEPTABLE, "There is no such store in this programme."),
  NO_LINES(Kind.UNACCEPTABLE, "A purchase has at least one line."),
  TOO_MANY_LINES(Kind.UNACCEPTABLE, "There are more than 1,000 lines."),
  TOO_MUCH_TEXT(Kind.UNACCEPTABLE, "The lines hold more than 250,000 characters in all."),
  DUPLICATE_LINE(Kind.UNACCEPTABLE, "Two lines have the same id."),
  NEGATIVE(Kind.UNACCEPTABLE, "This must not be negative: what came back is a refund."),
  OUT_OF_RANGE(Kind.UNACCEPTABLE, "This is out of range."),
  DISCOUNT_ABOVE_GROSS(Kind.UNACCEPTABLE, "The discount is more than the line is worth."),
  IN_FUTURE(Kind.UNACCEPTABLE, "This lies more than 5 minutes in the future."),
  DAYS_APART(Kind.UNACCEPTABLE, "The business date is more than a day away from the sale."),
  NOT_OUR_CODE(Kind.UNACCEPTABLE, "This is not a voucher code of this programme."),
  NOTHING_REFUNDED(Kind.UNACCEPTABLE, "The refund names neither lines nor an amount."),

  FETCH_NEEDED(Kind.WEBHOOK, "The message says too little: the order must be read from the shop."),
  TOPIC_UNKNOWN(Kind.WEBHOOK, "The message does not say what it is about."),
  PRIVACY_REQUEST(Kind.WEBHOOK, "A privacy request: staff have to act on it."),
  DEPENDENCY_FAILED(Kind.WEBHOOK, "Something needed to take the message did not answer."),
  INTERNAL_ERROR(Kind.WEBHOOK, "Taking the message failed: an error of ours.");

  /// Which answer a flaw leads to on the API.
  public enum Kind {
    /// 400
    MALFORMED,
    /// 422
    UNACCEPTABLE,
    /// never on the API
    WEBHOOK
  }

  private final Kind kind;
  private final String sentence;

  Flaw(Kind kind, String sentence) {
    this.kind = kind;
    this.sentence = sentence;
  }

  public Kind kind() {
    return kind;
  }

  /// One English sentence for the caller or the operator.
  public String sentence() {
    return sentence;
  }

  /// The stable code in answers and quarantine entries, for example {@code FETCH_NEEDED}.
  public String code() {
    return name();
  }
}
