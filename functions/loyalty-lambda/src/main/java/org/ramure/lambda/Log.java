// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.ramure.table.Correlation;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// One JSON line per event. Only the fields listed here exist, none of them personal, and a value
/// that does not look like an id or a number is not written: what a customer typed never gets into
/// a log, whatever a caller passes. Of an exception, the type and the place are written and never
/// the message, which may quote what was sent.
public final class Log {

  /// What may be said about an event.
  public enum Field {
    PROGRAMME,
    MEMBER,
    SOURCE,
    PURCHASE,
    KEY_ID,
    ITEM,
    CALLER,
    ROUTE,
    INVOCATION,
    STATUS,
    PROBLEM,
    FIELD,
    MILLIS,
    COUNT,
    OUTCOME
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._:~#/={}\\[\\]-]{0,160}");
  private static final ScopedValue<Consumer<String>> SINK = ScopedValue.newInstance();
  private static final int FRAMES = 12;

  private Log() {}

  /// Runs {@code work}: every line of it bears {@code correlationId}, and every item it writes.
  public static <T> T correlated(String correlationId, Supplier<T> work) {
    return Correlation.within(plain(correlationId), work);
  }

  /// Work for another thread, whose lines go the way of this one's and bear the same id.
  public static <T> Callable<T> carried(Supplier<T> work) {
    var id = Correlation.current();
    Supplier<T> within = () -> Correlation.within(id, work);
    if (!SINK.isBound()) {
      return within::get;
    }
    var sink = SINK.get();
    return () -> ScopedValue.where(SINK, sink).call(within::get);
  }

  /// Runs {@code work} and gives back what it logged instead of printing it: for tests.
  public static List<String> capture(Runnable work) {
    var lines = Collections.synchronizedList(new ArrayList<String>());
    ScopedValue.where(SINK, lines::add).run(work);
    return lines;
  }

  public static void info(String event, Map<Field, ?> fields) {
    write("INFO", event, fields, Map.of());
  }

  public static void warn(String event, Map<Field, ?> fields) {
    write("WARN", event, fields, Map.of());
  }

  /// Something broke that people must look at.
  public static void error(String event, Map<Field, ?> fields, Throwable cause) {
    write("ERROR", event, fields, described(cause));
  }

  /// The id that all lines of the work at hand bear.
  public static String correlationId() {
    return Correlation.current().orElse("none");
  }

  private static void write(String level, String event, Map<Field, ?> fields, Map<String, ?> more) {
    var line = new LinkedHashMap<String, Object>();
    line.put("level", level);
    line.put("event", event);
    line.put("correlationId", plain(correlationId()));
    fields.forEach((field, value) -> line.put(name(field), plainOrNumber(value)));
    line.putAll(more);
    print(Json.text(line));
  }

  /// The way out of all lines, metrics included.
  static void print(String line) {
    if (SINK.isBound()) {
      SINK.get().accept(line);
    } else {
      System.out.println(line);
    }
  }

  private static Object plainOrNumber(Object value) {
    return value instanceof Number ? value : plain(value.toString());
  }

  private static String plain(String value) {
    return PLAIN.matcher(value).matches() ? value : "(not logged)";
  }

  private static String name(Field field) {
    var words = field.name().toLowerCase(Locale.ROOT).split("_");
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
            .reduce("", String::concat);
  }

  private static Map<String, ?> described(Throwable cause) {
    var description = new LinkedHashMap<String, Object>();
    description.put("error", cause.getClass().getName());
    if (cause instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      description.put("awsError", plain(String.valueOf(aws.awsErrorDetails().errorCode())));
    }
    description.put(
        "at",
        Arrays.stream(cause.getStackTrace())
            .limit(FRAMES)
            .map(StackTraceElement::toString)
            .toList());
    if (cause.getCause() != null && cause.getCause() != cause) {
      description.put("causedBy", described(cause.getCause()));
    }
    return description;
  }
}
