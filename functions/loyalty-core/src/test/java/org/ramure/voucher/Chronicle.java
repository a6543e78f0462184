// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.voucher;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ramure.voucher.Deed.Caller;
import org.ramure.voucher.Deed.Order;

/// The rules once more, told as a history: nothing is stored but what happened, in order, and every
/// question is answered by reading it from the end. It knows none of the classes it judges except
/// the list of refusals, whose order of declaration is the published precedence.
final class Chronicle {

  /// What callers and orders are told.
  static final String ACCEPTED = "Accepted";

  static final String REPEATED = "Repeated";
  static final String REUSED = "KeyReused";
  static final String NOTHING_HELD = "NothingHeld";

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final ZoneId LAST_PLACE_ON_EARTH = ZoneId.of("-12:00");

  sealed interface Happening {}

  record Held(Caller by, Instant until) implements Happening {}

  record LetGo() implements Happening {}

  record UsedBy(Caller caller) implements Happening {}

  /// An order took it; the checkout may ask again under {@code key}.
  record Taken(Order order, String key) implements Happening {}

  /// The last use turned out to be this order's.
  record Bound(Order order) implements Happening {}

  record Freed(LocalDate atLeastUntil) implements Happening {}

  record Closed(String name) implements Happening {}

  record Claimed(Order order) implements Happening {}

  record ClaimEnded(Order order) implements Happening {}

  record Cancelled() implements Happening {}

  record Ended() implements Happening {}

  private final List<Happening> history = new ArrayList<>();
  private final LocalDate firstDay;
  private final LocalDate lastDay;
  private final long minimum;
  private final long amount;
  private final Duration hold;

  Chronicle(Voucher voucher, Duration hold) {
    this.firstDay = voucher.firstDay();
    this.lastDay = voucher.lastDay();
    this.minimum = voucher.minimumBasketMinor();
    this.amount = voucher.amount().minor();
    this.hold = hold;
  }

  // What was said to a caller.

  String reserve(Caller caller, Instant now) {
    var held = held().filter(h -> isOf(h, caller) && now.isBefore(h.until()));
    if (held.isPresent()) {
      return held.get().by().saysTheSameAs(caller) ? REPEATED : REUSED;
    }
    return unlessRefused(caller, now, false, new Held(caller, now.plus(hold)));
  }

  String renew(Caller caller, Instant now) {
    return unlessRefused(caller, now, holds(caller), new Held(caller, now.plus(hold)));
  }

  String redeem(Caller caller, Instant now) {
    if (use().map(u -> isSame(u, caller)).orElse(false)) {
      return sameContent(caller) ? REPEATED : REUSED;
    }
    return unlessRefused(caller, now, holds(caller), new UsedBy(caller));
  }

  String release(Caller caller) {
    if (holds(caller)) {
      history.add(new LetGo());
      return ACCEPTED;
    }
    return use().map(u -> isSame(u, caller)).orElse(false) ? "AlreadyRedeemed" : NOTHING_HELD;
  }

  private String unlessRefused(Caller caller, Instant now, boolean own, Happening happening) {
    var refused =
        Arrays.stream(Refusal.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .filter(reason -> holds(reason, caller, now, own, happening))
            .findFirst();
    if (refused.isEmpty()) {
      history.add(happening);
    }
    return refused.orElse(ACCEPTED);
  }

  private boolean holds(String reason, Caller caller, Instant now, boolean own, Happening wanted) {
    return switch (reason) {
      case "Unknown" -> false;
      case "GivenBack" ->
          closed().contains(basket(caller.source(), caller.basket()))
              || caller.purchase().map(p -> closed().contains(order(caller, p))).orElse(false);
      case "AlreadyRedeemed" -> use().isPresent();
      case "Cancelled" -> happened(Cancelled.class);
      case "Expired" ->
          happened(Ended.class)
              || !(own ? now.minus(Duration.ofMinutes(15)) : now).isBefore(endFor(caller));
      case "NotYetValid" -> now.isBefore(beginFor(caller));
      case "ReservedElsewhere" -> !own && held().filter(h -> now.isBefore(h.until())).isPresent();
      case "BasketTooSmall" -> caller.minor() < minimum;
      case "LossNotAccepted" ->
          wanted instanceof UsedBy && caller.minor() < amount && !caller.acceptsLoss();
      default -> throw new AssertionError("a refusal nobody has published: " + reason);
    };
  }

  /// Midnight after the last day, in the programme's zone or the store's: the later wins.
  private Instant endFor(Caller caller) {
    return Stream.of(PARIS, caller.zone())
        .map(zone -> lastDay().plusDays(1).atStartOfDay(zone).toInstant())
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private Instant beginFor(Caller caller) {
    return Stream.of(PARIS, caller.zone())
        .map(zone -> firstDay.atStartOfDay(zone).toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  // What orders bring about.

  /// @param newest whether this is the order's newest state, which alone may raise or end claims
  void paid(Order order, Instant now, boolean newest) {
    var taken = takenBy(order, now);
    boolean waits = waits(order);
    if (taken.isPresent() && waits && newest) {
      history.add(taken.get());
      history.add(new ClaimEnded(order));
    } else if (taken.isPresent() && !waits) {
      history.add(taken.get());
    } else if (taken.isEmpty() && newest && !waits) {
      history.add(new Claimed(order));
    }
  }

  private Optional<Happening> takenBy(Order order, Instant now) {
    if (closed().contains(order(order)) || happened(Cancelled.class) || happened(Ended.class)) {
      return Optional.empty();
    }
    if (use().isPresent()) {
      return mayBe(use().get(), order) ? Optional.of(new Bound(order)) : Optional.empty();
    }
    return overEverywhere(now) ? Optional.empty() : Optional.of(new Taken(order, keyFor(order)));
  }

  private String keyFor(Order order) {
    var held =
        held()
            .filter(h -> h.by().source().equals(order.source()))
            .filter(
                h ->
                    h.by().purchase().isPresent()
                        ? h.by().purchase().get().equals(order.document())
                        : order.basket().isEmpty() || names(order).contains(h.by().basket()))
            .map(h -> h.by().basket());
    var key = held.orElse(order.basket().orElse(order.document()));
    return closed().contains(basket(order.source(), key)) ? order.document() : key;
  }

  void gone(Order order, Instant now) {
    if (waits(order)) {
      close(order, Optional.empty());
      history.add(new ClaimEnded(order));
      return;
    }
    var used = use().filter(u -> is(u, order));
    if (used.isPresent()) {
      close(order, Optional.of(key(used.get())));
      free(now);
      return;
    }
    var held = held().filter(h -> isFor(h, order));
    held.ifPresent(h -> history.add(new LetGo()));
    close(order, held.map(h -> h.by().basket()));
  }

  /// @return whether staff may: a paid order is not robbed of its voucher unless they insist
  boolean staffTakesBack(boolean insists, Instant now) {
    var used = use();
    var owner = orderOf();
    if (used.isEmpty() || (owner.isPresent() && !insists)) {
      return false;
    }
    var source = source(used.get());
    history.add(new Closed(basket(source, key(used.get()))));
    document().ifPresent(d -> history.add(new Closed(source + "/purchase/" + d)));
    owner.ifPresent(order -> history.add(new Claimed(order)));
    free(now);
    return true;
  }

  /// Free, and at once the property of whoever has waited longest and was never given it back.
  private void free(Instant now) {
    history.add(new Freed(LocalDate.ofInstant(now, PARIS).plusDays(15)));
    claims().stream()
        .filter(order -> !closed(order))
        .findFirst()
        .ifPresent(
            order -> {
              history.add(new Taken(order, order.document()));
              history.add(new ClaimEnded(order));
            });
  }

  void cancelledWithItsPoints() {
    history.add(new Cancelled());
  }

  boolean sweep(Instant now) {
    boolean over = isFree(now) && overEverywhere(now);
    if (over) {
      history.add(new Ended());
    }
    return over;
  }

  // What the history says.

  boolean isFree(Instant now) {
    return use().isEmpty()
        && !happened(Cancelled.class)
        && !happened(Ended.class)
        && held().filter(h -> now.isBefore(h.until())).isEmpty();
  }

  /// Where nobody holds it and its day is over in the last zone of the earth.
  private boolean overEverywhere(Instant now) {
    var end = lastDay().plusDays(1).atStartOfDay(LAST_PLACE_ON_EARTH).toInstant();
    return isFree(now) && !now.isBefore(end);
  }

  LocalDate lastDay() {
    return history.stream()
        .flatMap(h -> h instanceof Freed f ? Stream.of(f.atLeastUntil()) : Stream.empty())
        .reduce(lastDay, (a, b) -> a.isAfter(b) ? a : b);
  }

  List<Order> claims() {
    var open = new ArrayList<Order>();
    for (var happening : history) {
      if (happening instanceof Claimed claimed) {
        open.add(claimed.order());
      } else if (happening instanceof ClaimEnded ended) {
        open.removeIf(order -> order.isSame(ended.order()));
      }
    }
    return open;
  }

  private boolean waits(Order order) {
    return claims().stream().anyMatch(order::isSame);
  }

  Set<String> closed() {
    var names = new LinkedHashSet<String>();
    history.forEach(
        h -> {
          if (h instanceof Closed closed) {
            names.add(closed.name());
          }
        });
    return names;
  }

  Optional<Held> held() {
    return last(h -> h instanceof Held || endsHolding(h))
        .flatMap(h -> h instanceof Held held ? Optional.of(held) : empty());
  }

  private static boolean endsHolding(Happening h) {
    return switch (h) {
      case LetGo e -> true;
      case UsedBy e -> true;
      case Taken e -> true;
      case Freed e -> true;
      case Cancelled e -> true;
      case Ended e -> true;
      case Held e -> false;
      case Bound e -> false;
      case Closed e -> false;
      case Claimed e -> false;
      case ClaimEnded e -> false;
    };
  }

  Optional<Happening> use() {
    return last(h -> isUse(h) || h instanceof Freed).filter(Chronicle::isUse);
  }

  /// The paid order that is known to have used it.
  Optional<Order> orderOf() {
    return use()
        .flatMap(
            use ->
                use instanceof Taken taken
                    ? Optional.of(taken.order())
                    : last(h -> h instanceof Bound || h == use)
                        .flatMap(
                            h -> h instanceof Bound bound ? Optional.of(bound.order()) : empty()));
  }

  /// The document that used it, known from the order or named by the caller.
  Optional<String> document() {
    return orderOf()
        .map(Order::document)
        .or(() -> use().flatMap(u -> u instanceof UsedBy c ? c.caller().purchase() : empty()));
  }

  static String key(Happening use) {
    return use instanceof UsedBy used ? used.caller().basket() : ((Taken) use).key();
  }

  private static String source(Happening use) {
    return use instanceof UsedBy used ? used.caller().source() : ((Taken) use).order().source();
  }

  private static boolean isUse(Happening happening) {
    return happening instanceof UsedBy || happening instanceof Taken;
  }

  private boolean happened(Class<? extends Happening> what) {
    return history.stream().anyMatch(what::isInstance);
  }

  private Optional<Happening> last(Predicate<Happening> which) {
    return history.reversed().stream().filter(which).findFirst();
  }

  private boolean holds(Caller caller) {
    return held().filter(h -> isOf(h, caller)).isPresent();
  }

  private static boolean isOf(Held held, Caller caller) {
    return held.by().source().equals(caller.source()) && held.by().basket().equals(caller.basket());
  }

  private boolean isSame(Happening use, Caller caller) {
    return source(use).equals(caller.source())
        && (key(use).equals(caller.basket())
            || (caller.purchase().isPresent() && caller.purchase().equals(document())));
  }

  /// Once a paid order is known, store and total are its own and no longer compared.
  private boolean sameContent(Caller caller) {
    boolean samePurchase =
        document().isEmpty() || caller.purchase().isEmpty() || document().equals(caller.purchase());
    boolean sameBasket =
        use().orElseThrow() instanceof UsedBy first
            && first.caller().store().equals(caller.store())
            && first.caller().minor() == caller.minor();
    return samePurchase && (orderOf().isPresent() || sameBasket);
  }

  private boolean is(Happening use, Order order) {
    return source(use).equals(order.source())
        && document()
            .map(order.document()::equals)
            .orElseGet(() -> names(order).contains(key(use)));
  }

  /// Nobody said that it is not.
  private boolean mayBe(Happening use, Order order) {
    return is(use, order)
        || (source(use).equals(order.source()) && document().isEmpty() && order.basket().isEmpty());
  }

  private static boolean isFor(Held held, Order order) {
    return held.by().source().equals(order.source())
        && held.by()
            .purchase()
            .map(order.document()::equals)
            .orElseGet(() -> names(order).contains(held.by().basket()));
  }

  private void close(Order order, Optional<String> key) {
    history.add(new Closed(order(order)));
    names(order).forEach(name -> history.add(new Closed(basket(order.source(), name))));
    key.ifPresent(k -> history.add(new Closed(basket(order.source(), k))));
  }

  private boolean closed(Order order) {
    return closed().contains(order(order));
  }

  private static List<String> names(Order order) {
    return Stream.concat(Stream.of(order.document()), order.basket().stream()).toList();
  }

  private static String order(Order order) {
    return order.source() + "/purchase/" + order.document();
  }

  private static String order(Caller caller, String purchase) {
    return caller.source() + "/purchase/" + purchase;
  }

  private static String basket(String source, String basket) {
    return source + "/basket/" + basket;
  }

  private static <T> Optional<T> empty() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return history.toString();
  }
}
