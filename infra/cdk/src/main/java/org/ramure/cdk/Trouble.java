// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

/// What a person is called for. The alarm says it in a sentence and names the section of the page
/// that says what to do.
enum Trouble {
  GIVEN_UP("dead-letters", "Something was given up and waits for a person"),
  WAITING("work-that-waits", "Work has waited for more than an hour"),
  LATE("a-stream-read-late", "Changes are read more than five minutes late"),
  ERRORS("errors-of-a-function", "Calls fail"),
  THROTTLES("throttles", "Calls find no free concurrency in the account"),
  FAULTS("faults-of-the-api", "The API answers 5xx"),
  QUARANTINE("quarantine", "Messages of shops wait in quarantine"),
  GUESSED_CODES("guessed-codes", "Somebody may be guessing voucher codes"),
  VOUCHER_CONFLICT("voucher-conflicts", "A sale names a voucher that another sale has used"),
  RECEIVER_GIVEN_UP("a-receiver-given-up", "A receiver of webhooks was given up, hears no more"),
  DIFFERENCES("differences", "The books do not agree with themselves"),
  CONFLICTS("writers-that-meet", "Many writes of accounts meet, for a quarter of an hour"),
  SPENDING("spending", "More than 100,000 calls of functions an hour, for three hours");

  private static final String PAGE = "infra/docs/how-to/answer-an-alarm.md";

  private final String section;
  private final String sentence;

  Trouble(String section, String sentence) {
    this.section = section;
    this.sentence = sentence;
  }

  String description() {
    return sentence + ". What to do: " + PAGE + "#" + section;
  }
}
