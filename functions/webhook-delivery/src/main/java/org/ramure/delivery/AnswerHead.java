// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The head of an HTTP answer: all of it that is ever read.
///
/// @param retryAfter the header as it came
record AnswerHead(int status, Optional<String> retryAfter) {

  private static final int LONGEST = 16 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after:[ \\t]*(.*?)[ \\t]*");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /// What came back is not HTTP.
  static final class Unreadable extends IOException {}

  /// The final answer; interim ones before it are passed over.
  static AnswerHead read(InputStream in) throws IOException {
    int left = LONGEST;
    while (true) {
      var text = text(in, left);
      left -= text.length();
      var head = parse(text.lines().toList());
      if (head.status >= 200) {
        return head;
      }
    }
  }

  private static String text(InputStream in, int most) throws IOException {
    var text = new StringBuilder();
    while (!isWhole(text)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      if (text.length() == most) {
        throw new Unreadable();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static boolean isWhole(StringBuilder text) {
    int end = text.length();
    return (end >= 4 && text.substring(end - 4).equals("\r\n\r\n"))
        || (end >= 2 && text.substring(end - 2).equals("\n\n"));
  }

  private static AnswerHead parse(List<String> lines) throws Unreadable {
    var status = STATUS.matcher(lines.getFirst());
    if (!status.matches()) {
      throw new Unreadable();
    }
    return new AnswerHead(
        Integer.parseInt(status.group(1)),
        lines.stream()
            .skip(1)
            .map(RETRY_AFTER::matcher)
            .filter(m -> m.matches())
            .findFirst()
            .map(m -> m.group(1)));
  }

  /// When the receiver asks to come back: seconds, or a date. What is neither says nothing.
  Optional<Duration> comeBackAfter(Instant now) {
    return retryAfter.flatMap(text -> comeBackAfter(text, now)).filter(d -> !d.isNegative());
  }

  private static Optional<Duration> comeBackAfter(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, date.toInstant()));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
