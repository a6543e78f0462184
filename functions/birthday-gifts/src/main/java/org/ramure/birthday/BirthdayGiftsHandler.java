// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.birthday;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.batch.BirthdayQueue;
import org.ramure.lambda.programme.NewDays;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.MemberKeys;

/// Called by a schedule every hour, which begins the day of programmes where it is new; and by its
/// own queue, for each minute's worth of birthdays.
public final class BirthdayGiftsHandler implements RequestStreamHandler {

  private final NewDays days;
  private final Birthdays birthdays;

  public BirthdayGiftsHandler() {
    this(Environment.ofProcess());
  }

  private BirthdayGiftsHandler(Environment environment) {
    this(NewDays.of(environment, "birthday-gifts"), Birthdays.of(environment));
  }

  BirthdayGiftsHandler(NewDays days, Birthdays birthdays) {
    this.days = days;
    this.birthdays = birthdays;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Json.tree(in.readAllBytes());
    out.write(Json.bytes(Log.correlated(context.getAwsRequestId(), () -> answer(event))));
  }

  /// To the schedule: of which programmes a day was begun.
  private Object answer(JsonNode event) {
    return event.has("scheduledTime")
        ? days.begin(this::begin)
        : Batch.answer(Batch.of(event).workOff(work()));
  }

  private void begin(ProgrammeVersion version, LocalDate day) {
    if (version.terms().birthday().isPresent()) {
      birthdays.begin(version.programme());
    }
  }

  private Batch.Work work() {
    return Batch.Work.ofQueue(BirthdayQueue::parse, this::workOff);
  }

  private void workOff(String key) {
    if (MemberKeys.isProfile(key)) {
      birthdays.give(MemberKeys.parseOwner(key));
    } else {
      birthdays.goOn(BirthdayPlace.parse(key));
    }
  }
}
