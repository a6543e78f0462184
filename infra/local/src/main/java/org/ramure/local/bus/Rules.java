// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.bus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.ramure.local.queue.LocalQueue;
import org.ramure.local.queue.Queues;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;
import software.amazon.event.ruler.Machine;

/// The rules of the buses, judged by AWS's own Event Ruler. Their targets are queues, which get the
/// whole event; a rule that asks for anything else is refused when the stack starts. A queue here
/// takes everything, so nothing is tried again and nothing given up.
final class Rules {
  private static final Set<String> PLAYED = Set.of("Arn", "Id", "DeadLetterConfig", "RetryPolicy");

  private final List<Rule> rules;

  private record Rule(String bus, Machine pattern, List<LocalQueue> targets) {}

  Rules(Resources resources, Queues queues) {
    rules = resources.of(Kind.RULE).map(rule -> rule(rule, queues)).toList();
  }

  private static Rule rule(Resource rule, Queues queues) {
    var pattern = Machine.builder().build();
    try {
      pattern.addRule(rule.logicalId(), rule.properties().path("EventPattern").toString());
    } catch (IOException e) {
      throw new UncheckedIOException("The pattern of " + rule.logicalId(), e);
    }
    var targets =
        rule.properties().path("Targets").valueStream().map(t -> target(rule, t, queues)).toList();
    return new Rule(rule.text("EventBusName"), pattern, targets);
  }

  private static LocalQueue target(Resource rule, JsonNode target, Queues queues) {
    target
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!PLAYED.contains(name)) {
                throw new IllegalArgumentException(
                    rule.logicalId() + " has a target with " + name + ", which is not played");
              }
            });
    return queues.get(target.path("Arn").asText());
  }

  /// @param bus as the caller named it
  /// @param event as targets get it
  void send(String bus, JsonNode event) throws IOException {
    for (var rule : rules) {
      if (bus.endsWith(rule.bus()) && !rule.pattern().rulesForJSONEvent(event).isEmpty()) {
        rule.targets().forEach(queue -> queue.send(event.toString()));
      }
    }
  }
}
