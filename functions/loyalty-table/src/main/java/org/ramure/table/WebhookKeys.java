// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ramure.programme.ProgrammeId;
import org.ramure.webhook.Delivery;
import org.ramure.webhook.Replay;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.WebhookEvent;

/// Keys of the Webhooks table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#SUBSCRIPTIONS} | {@code SUBSCRIPTION#<id>} | subscription |
/// | {@code <programme>#SUBSCRIPTIONS} | {@code COUNT} | how many there are |
/// | {@code <programme>#DELIVERY#<subscription>} | {@code <event's time>#<its id>} | delivery |
/// | {@code <programme>#REPLAY#<subscription>#<id>} | {@code REPLAY} | a replay of many |
///
/// What waits is in the index {@code due} under its subscription: a receiver that does not answer
/// holds up nobody else, and nothing is looked for where nobody subscribed.
public final class WebhookKeys {

  static final String SUBSCRIPTION = "SUBSCRIPTION#";

  private static final String DELIVERY = "#DELIVERY#";
  private static final String REPLAY = "REPLAY";
  private static final Pattern REFERENCE =
      Pattern.compile("(?<time>[0-9TZ:.-]{20,40})~(?<id>[A-Za-z0-9-]{1,64})");

  private WebhookKeys() {}

  static String subscriptions(ProgrammeId programme) {
    return programme + "#SUBSCRIPTIONS";
  }

  static Key subscription(ProgrammeId programme, String id) {
    return new Key(subscriptions(programme), SUBSCRIPTION + id);
  }

  static Key count(ProgrammeId programme) {
    return new Key(subscriptions(programme), "COUNT");
  }

  static String deliveries(ProgrammeId programme, String subscription) {
    return programme + DELIVERY + subscription;
  }

  static Key delivery(Delivery delivery) {
    return delivery(delivery.programme(), delivery.subscription(), delivery.event());
  }

  /// Where the delivery of an event to a subscription is, whether or not there is one.
  public static Key delivery(Subscription subscription, WebhookEvent event) {
    return delivery(subscription.programme(), subscription.id(), event);
  }

  private static Key delivery(ProgrammeId programme, String subscription, WebhookEvent event) {
    return new Key(deliveries(programme, subscription), sortKey(event.time(), event.id()));
  }

  private static String sortKey(Instant time, String event) {
    return Instants.text(time) + "#" + event;
  }

  /// Names a delivery on the API, within its subscription: {@code <time>~<id>} of the event.
  public static String reference(Delivery delivery) {
    return delivery(delivery).sk().replace('#', '~');
  }

  /// @return the sort key; empty where the text is no reference
  static Optional<String> parseReference(String reference) {
    var parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(sortKey(Instant.parse(parts.group("time")), parts.group("id")));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  /// Names a delivery wherever it is handed on.
  public static String name(Delivery delivery) {
    var key = delivery(delivery);
    return key.pk() + "#" + key.sk();
  }

  /// @throws IllegalArgumentException where the text names no delivery
  static Key parseName(String name) {
    var parts = name.split("#");
    if (parts.length != 5 || !parts[1].equals("DELIVERY")) {
      throw new IllegalArgumentException("no delivery: " + name);
    }
    return new Key(deliveries(new ProgrammeId(parts[0]), parts[2]), parts[3] + "#" + parts[4]);
  }

  static ProgrammeId programmeOf(String partition) {
    return new ProgrammeId(partition.split("#")[0]);
  }

  static String subscriptionOf(String partition) {
    return partition.split("#")[2];
  }

  static Instant timeOf(String sortKey) {
    return Instant.parse(sortKey.substring(0, sortKey.indexOf('#')));
  }

  static String eventOf(String sortKey) {
    return sortKey.substring(sortKey.indexOf('#') + 1);
  }

  static String due(ProgrammeId programme, String subscription) {
    return programme + "#DUE#" + subscription;
  }

  static Key replay(ProgrammeId programme, String subscription, String id) {
    return new Key(String.join("#", programme.value(), REPLAY, subscription, id), REPLAY);
  }

  /// Names a replay of many wherever it is handed on.
  public static String name(Replay replay) {
    return replay(replay.programme(), replay.subscription(), replay.id()).pk();
  }

  /// @throws IllegalArgumentException where the text names no replay
  static Key parseReplay(String name) {
    var parts = name.split("#");
    if (parts.length != 4 || !parts[1].equals(REPLAY)) {
      throw new IllegalArgumentException("no replay: " + name);
    }
    return replay(new ProgrammeId(parts[0]), parts[2], parts[3]);
  }
}
