// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.Functions;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.mapping.Mappings;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// EventBridge Scheduler: fires at the real time, and whenever somebody asks. A time that passed
/// while the stack was down is not made up for.
public final class Schedules implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final List<LocalSchedule> schedules;
  private final Mappings mappings;

  /// @param next empty if it will not fire any more, or is switched off
  public record LocalSchedule(Resource resource, ScheduleTimes times, LocalFunction function) {
    public Optional<Instant> next(Instant now) {
      boolean on = resource.properties().path("State").asText("ENABLED").equals("ENABLED");
      return on ? times.after(now) : Optional.empty();
    }
  }

  public Schedules(Resources resources, Functions functions, Mappings mappings) {
    this.mappings = mappings;
    Instant now = Instant.now();
    this.schedules =
        resources
            .of(Kind.SCHEDULE)
            .map(
                schedule -> {
                  JsonNode properties = schedule.properties();
                  ZoneId zone =
                      ZoneId.of(properties.path("ScheduleExpressionTimezone").asText("UTC"));
                  return new LocalSchedule(
                      schedule,
                      ScheduleTimes.of(schedule.text("ScheduleExpression"), zone, now),
                      functions.get(properties.path("Target").path("Arn").asText()));
                })
            .toList();
  }

  public List<LocalSchedule> all() {
    return schedules;
  }

  public void start() {
    schedules.forEach(this::await);
  }

  private void await(LocalSchedule schedule) {
    Instant now = Instant.now();
    schedule
        .next(now)
        .ifPresent(
            time -> {
              var unused =
                  clock.schedule(
                      () -> {
                        fire(schedule, time);
                        await(schedule);
                      },
                      Duration.between(now, time).toMillis(),
                      TimeUnit.MILLISECONDS);
            });
  }

  /// Fires a schedule by hand.
  ///
  /// @param called its logical id or name, or the name of its function's module
  /// @param at the time it is said to have been scheduled for
  public void fire(String called, Instant at) {
    LocalSchedule schedule =
        schedules.stream()
            .filter(one -> one.resource.isCalled(called) || one.function.spec().answersTo(called))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no schedule " + called));
    fire(schedule, at);
  }

  private void fire(LocalSchedule schedule, Instant at) {
    mappings.invokeAsync(schedule.function, input(schedule.resource, at));
  }

  private static byte[] input(Resource schedule, Instant at) {
    JsonNode given = schedule.properties().path("Target").path("Input");
    String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
    String input = given.isMissingNode() ? usualInput(schedule, time) : given.asText();
    return input
        .replace("<aws.scheduler.scheduled-time>", time)
        .replace("<aws.scheduler.schedule-arn>", schedule.arn())
        .replace("<aws.scheduler.execution-id>", UUID.randomUUID().toString())
        .replace("<aws.scheduler.attempt-number>", "1")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String usualInput(Resource schedule, String time) {
    var event = Json.object().put("version", "0").put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event").put("source", "aws.scheduler");
    event.put("time", time).putArray("resources").add(schedule.arn());
    return event.put("detail", "{}").toString();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
