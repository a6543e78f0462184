// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ProgrammeKeys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Which day a job of every day has begun for each programme. These notes have partitions of their
/// own in the Programmes table, so that a job can be given the right to write there and nowhere
/// else.
public final class BegunDays {

  private static final String BEGUN = "begun";

  private final Table table;
  private final String job;

  /// @param job the function whose work it is
  public BegunDays(DynamoDbClient client, String name, String job) {
    this.table = new Table(client, name);
    this.job = job;
  }

  /// The last day whose work was handed out.
  public Optional<LocalDate> last(ProgrammeId programme) {
    return table
        .get(ProgrammeKeys.begunDay(programme, job))
        .map(item -> new Fields(item).day(BEGUN));
  }

  /// Unless a later day was begun meanwhile.
  public void begin(ProgrammeId programme, LocalDate day) {
    table.update(
        ProgrammeKeys.begunDay(programme, job),
        "SET #begun = :day",
        new Transaction.Condition(
            "attribute_not_exists(#begun) OR #begun < :day",
            Map.of("#begun", BEGUN),
            Map.of(":day", AttributeValue.fromS(day.toString()))));
  }
}
