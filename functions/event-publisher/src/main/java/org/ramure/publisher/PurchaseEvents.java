// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ramure.event.EventType;
import org.ramure.purchase.Evidence;
import org.ramure.purchase.Evidence.Cancellation;
import org.ramure.purchase.Evidence.Order;
import org.ramure.purchase.Evidence.Refund;
import org.ramure.table.Image;

/// What became known of a purchase. Sums, not lines: what somebody buys at a pharmacy is their own
/// affair. Whose purchase it is and what it earns is told by the points that follow.
final class PurchaseEvents {

  private PurchaseEvents() {}

  /// One piece of evidence: the newest body of the order, a refund, or a cancellation.
  ///
  /// @param purchase source and document id in one
  record Known(
      String purchase,
      String source,
      String documentId,
      Instant receivedAt,
      Optional<Body> order,
      Optional<BackGone> refund,
      Optional<Instant> cancelledAt) {}

  /// @param modifiedAt the source's own time: the newest body wins, whatever came last
  /// @param netMinor all lines after their discounts, taxes included; no shipping
  /// @param lines how many
  record Body(
      Instant modifiedAt,
      Instant occurredAt,
      LocalDate businessDate,
      Evidence.Status status,
      String channel,
      Optional<String> store,
      String currency,
      long netMinor,
      int lines) {}

  /// @param id the refund's own
  record BackGone(String id, Instant refundedAt, int lines) {}

  static List<CloudEvent> of(Change change, Image.OfEvidence after) {
    return types(change, after.evidence()).map(type -> event(change, type, after)).toList();
  }

  private static Stream<EventType> types(Change change, Evidence after) {
    return switch (after) {
      case Order order -> types(change, order);
      case Refund _ -> Stream.of(EventType.PURCHASE_CHANGED);
      case Cancellation _ -> Stream.of(EventType.PURCHASE_CANCELLED);
    };
  }

  /// A body may say that the order is cancelled; other shops send a cancellation of its own.
  private static Stream<EventType> types(Change change, Order order) {
    boolean calledOff = isCancelled(order) && !wasCancelled(change.before());
    if (change.isNew()) {
      return calledOff
          ? Stream.of(EventType.PURCHASE_RECORDED, EventType.PURCHASE_CANCELLED)
          : Stream.of(EventType.PURCHASE_RECORDED);
    }
    return Stream.of(calledOff ? EventType.PURCHASE_CANCELLED : EventType.PURCHASE_CHANGED);
  }

  private static boolean wasCancelled(Image before) {
    return before instanceof Image.OfEvidence evidence
        && evidence.evidence() instanceof Order order
        && isCancelled(order);
  }

  private static boolean isCancelled(Order order) {
    return order.status() == Evidence.Status.CANCELLED;
  }

  private static CloudEvent event(Change change, EventType type, Image.OfEvidence after) {
    var received = after.evidence().receivedAt();
    var purchase = after.purchase();
    return change.event(
        type,
        after.content() + "@" + received,
        purchase.programme(),
        purchase.reference(),
        received,
        known(after));
  }

  private static Known known(Image.OfEvidence after) {
    var evidence = after.evidence();
    return new Known(
        after.purchase().reference(),
        after.purchase().source(),
        after.purchase().documentId(),
        evidence.receivedAt(),
        evidence instanceof Order order ? Optional.of(body(order)) : Optional.empty(),
        evidence instanceof Refund refund ? Optional.of(backGone(refund)) : Optional.empty(),
        evidence instanceof Cancellation off ? Optional.of(off.cancelledAt()) : Optional.empty());
  }

  private static Body body(Order order) {
    return new Body(
        order.modifiedAt(),
        order.occurredAt(),
        order.businessDate(),
        order.status(),
        order.channel().name(),
        order.place().store(),
        order.currency().getCurrencyCode(),
        order.lines().stream().mapToLong(Evidence.Line::netMinor).reduce(0, Math::addExact),
        order.lines().size());
  }

  private static BackGone backGone(Refund refund) {
    return new BackGone(refund.id(), refund.refundedAt(), refund.lines().size());
  }
}
