// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// Two brands on one stack, the one with two shops and two members, and everybody who may come by.
final class Neighbours {
  static final String HOME = "home-" + Brand.number();
  static final String AWAY = "away-" + Brand.number();

  private final RealStack real;
  private final List<Visitor> visitors = new ArrayList<>();
  private final Map<String, Office> offices = new LinkedHashMap<>();
  final Things here;
  final Things next;
  final Things elsewhere;

  Neighbours(RealStack real) throws TimeoutException {
    this.real = real;
    for (var programme : List.of(HOME, AWAY)) {
      offices.put(programme, Office.begin(real.brand.api(), real.stack.services(), programme));
    }
    here = things("here", HOME);
    next = things("next", HOME);
    elsewhere = things("elsewhere", AWAY);
    strangers();
    members();
    offices.keySet().forEach(this::keys);
  }

  List<Visitor> visitors() {
    return List.copyOf(visitors);
  }

  /// Of the form of real ones.
  Things nowhere() {
    var facts = new LinkedHashMap<>(here.facts());
    facts.replaceAll((fact, value) -> madeUp(fact));
    return new Things("nowhere", "nobody", false, facts);
  }

  private static String madeUp(String fact) {
    return switch (fact) {
      case "member" -> "0123456789abcdef0123456789abcdef";
      case "email" -> "nobody@example.com";
      case "quarantined" -> "nowhere~2026-03-22~" + "0".repeat(64);
      case "apiKey" -> "0123456789ab";
      case "replay", "adjustment", "subscription", "oldSubscription", "deliveryReplay" ->
          "00000000-0000-4000-8000-000000000000";
      case "delivery" -> "2026-03-22T10:00:00.000000Z~0";
      default -> "nowhere";
    };
  }

  private Things things(String name, String programme) throws TimeoutException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("source", programme + "-" + name);
    facts.put("webhooks", programme + "-" + name + "-web");
    facts.put("programme", programme);
    facts.put("store", "store-" + name);
    facts.put("zone", "zone-" + name);
    facts.put("email", name + "." + Brand.number() + "@example.com");
    var secret = "secret of " + name + " " + Brand.number();
    var office =
        office(programme)
            .source(facts.get("source"))
            .webhooks(facts.get("webhooks"), secret)
            .store(facts.get("store"))
            .zone(facts.get("zone"));
    var spare = office.key("till", Optional.empty(), Optional.empty());
    facts.put("apiKey", spare.id());
    new Life(real, office.admin(), facts, secret).live();
    real.keepSecret(
        facts.get("email"),
        requireNonNull(facts.get("code")),
        secret,
        office.firstKey(),
        spare.key());
    return new Things(name, programme, true, facts);
  }

  private Office office(String programme) {
    return requireNonNull(offices.get(programme));
  }

  private void strangers() {
    var key = "rk_" + "0".repeat(40);
    add(Visitor.nobody("nobody", ""));
    add(Visitor.nobody("a key of nobody", "Bearer " + key));
    add(Visitor.nobody("no scheme", key));
    add(Visitor.nobody("another scheme", "Basic cms6"));
    add(Visitor.nobody("a scheme alone", "Bearer"));
    add(Visitor.nobody("far too long", "Bearer " + "x".repeat(2_000)));
    add(Visitor.nobody("two keys", "Bearer " + key + ", Bearer " + key));
    add(Visitor.nobody("half a token", "Bearer mt1.A." + HOME));
    var revoked = office(HOME).key("admin", Optional.empty(), Optional.empty());
    office(HOME).revoke(revoked);
    add(Visitor.nobody("a revoked key", "Bearer " + revoked.key()));
  }

  private void members() {
    var ring = real.tokenKeys();
    for (var things : List.of(here, next, elsewhere)) {
      var member = things.fact("member");
      var token = new MemberToken(things.programme(), member);
      add(
          new Visitor(
              "the member " + things,
              "Bearer " + token.liveFor(ring, 600),
              new Visitor.Who.Member(member)));
    }
    var member = here.fact("member");
    var own = new MemberToken(HOME, member);
    add(Visitor.nobody("an ended token", "Bearer " + own.liveFor(ring, -1)));
    add(Visitor.nobody("a token of a removed key", "Bearer " + own.of("Z", "removed", 600)));
    add(
        Visitor.nobody(
            "a token of a guessed key", "Bearer " + own.of(ring.current(), "guessed", 600)));
    var changed = own.liveFor(ring, 600).replace(member, next.fact("member"));
    add(Visitor.nobody("a token made another's", "Bearer " + changed));
  }

  /// @param member whose it is
  private record MemberToken(String programme, String member) {

    String liveFor(RealStack.Ring ring, long seconds) {
      return of(ring.current(), ring.key(), seconds);
    }

    String of(String generation, String key, long seconds) {
      var end = java.time.Instant.now().plusSeconds(seconds);
      return ForgedToken.of(generation, key, programme, member, end);
    }
  }

  private void keys(String programme) {
    var places = programme.equals(HOME) ? List.of(here, next) : List.of(elsewhere);
    for (var scope : List.of("till", "shop", "admin")) {
      key(programme, scope, Optional.empty(), Optional.empty());
      for (var place : places) {
        var store = Optional.of(place.fact("store"));
        key(programme, scope, Optional.of(place.fact("source")), store);
        if (programme.equals(HOME)) {
          key(programme, scope, Optional.of(place.fact("webhooks")), Optional.empty());
          key(programme, scope, Optional.empty(), store);
        }
      }
    }
  }

  private void key(
      String programme, String scope, Optional<String> source, Optional<String> store) {
    var made = office(programme).key(scope, source, store);
    var name =
        "%s of %s %s %s"
            .formatted(scope, programme.substring(0, 4), source.orElse(""), store.orElse(""));
    add(
        new Visitor(
            name.strip(),
            "Bearer " + made.key(),
            new Visitor.Who.Key(scope, programme, source, store)));
  }

  private void add(Visitor visitor) {
    visitors.add(visitor);
    if (visitor.authorization().length() > 20) {
      real.keepSecret(visitor.authorization().replace("Bearer ", ""));
    }
  }
}
