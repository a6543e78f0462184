// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import org.ramure.programme.ProgrammeId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A command without a natural key, named by its caller's {@code Idempotency-Key}. Its first answer
/// is written in the transaction of its effect, so that there is never one without the other.
///
/// @param caller whose key it is: two callers may choose the same
/// @param content hash of all that was asked: the same key never stands for something else
public record Once(
    ProgrammeId programme, String caller, String operation, String key, String content) {

  private static final String CONTENT = "content";
  private static final String STATUS = "status";
  private static final String BODY = "body";

  /// What was answered; never with a secret in it.
  public record Answer(int status, String body) {}

  public sealed interface Before {}

  /// Nobody asked under this key yet.
  public record Never() implements Before {}

  /// The same was asked, and answered so.
  public record Answered(Answer answer) implements Before {}

  /// Something else was asked under this key.
  public record OtherContent() implements Before {}

  public Key itemKey() {
    return new Key(String.join("#", programme.value(), "ONCE", caller, operation, key), "ONCE");
  }

  Map<String, AttributeValue> item(Answer answer) {
    return Item.of(itemKey())
        .put(CONTENT, content)
        .put(STATUS, answer.status())
        .put(BODY, answer.body())
        .attributes();
  }

  Before read(Map<String, AttributeValue> item) {
    var fields = new Fields(item);
    return before(fields.text(CONTENT), new Answer(fields.integer(STATUS), fields.text(BODY)));
  }

  /// @param first the content that was asked for under this key
  public Before before(String first, Answer answer) {
    return first.equals(content) ? new Answered(answer) : new OtherContent();
  }
}
