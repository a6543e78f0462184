// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.ramure.chaos.Known.Use;
import org.ramure.local.http.Json;
import org.ramure.local.tour.Programme;

/// Compares what members have with what they must have: points by purchase, vouchers by points, one
/// use by one acknowledgement, evidence by evidence. It shares no rule with the engine but the
/// programme's own: a euro is a point, 150 points are a voucher, and there are ten vouchers a day.
final class Verdict {
  private static final int THRESHOLD = 150;
  private static final int VOUCHERS_A_DAY = 10;

  private final Town town;
  private final Calls calls;
  private final List<String> differences = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong vouchers = new AtomicLong();

  Verdict(Town town, Calls calls) {
    this.town = town;
    this.calls = calls;
  }

  /// @return what differs, a sentence each
  List<String> of(List<Living> lives) throws IOException, InterruptedException {
    Calls.atOnce(lives.stream().map(this::check).toList());
    evidence(lives);
    return List.copyOf(differences);
  }

  private Callable<Boolean> check(Living living) {
    return () -> {
      differences.addAll(living.known().wrong());
      living.known().member().ifPresent(id -> new OfMember(living, id).check());
      return true;
    };
  }

  /// Every message that was acknowledged is kept, and nothing that nobody has sent.
  private void evidence(List<Living> lives) throws IOException, InterruptedException {
    var acknowledged = new HashSet<String>();
    lives.forEach(living -> acknowledged.addAll(living.known().evidence()));
    var kept = kept();
    missing("acknowledged and not kept", acknowledged, kept);
    missing("kept and never sent", kept, acknowledged);
  }

  private void missing(String how, Set<String> from, Set<String> in) {
    var missing = new TreeSet<>(from);
    missing.removeAll(in);
    missing.forEach(item -> differences.add(how + ": " + item));
  }

  /// Source, document and item, as the table has them.
  private Set<String> kept() throws IOException, InterruptedException {
    var open = town.open();
    var prefix = Programme.ID + "#PURCHASE#";
    var kept = new HashSet<String>();
    var input =
        Json.object()
            .put("TableName", open.table("Purchases"))
            .put("ProjectionExpression", "pk, sk");
    JsonNode page;
    do {
      page = open.stack().dynamoDbCalls().call("Scan", input);
      for (var item : page.path("Items")) {
        var pk = item.at("/pk/S").asText();
        var sk = item.at("/sk/S").asText();
        if (pk.startsWith(prefix) && sk.matches("ORDER|CANCELLATION|REFUND#.*")) {
          kept.add(pk.substring(prefix.length()) + " " + sk);
        }
      }
      input.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
    } while (page.has("LastEvaluatedKey"));
    return kept;
  }

  /// How much was looked at.
  @Override
  public String toString() {
    return "ledger entries %s, vouchers %s".formatted(entries, vouchers);
  }

  private final class OfMember {
    private final Living living;
    private final Known known;
    private final String path;
    private final Map<String, Long> posted = new HashMap<>();
    private long available;
    private long debt;
    private long byHand;
    private long minted;

    OfMember(Living living, String id) {
      this.living = living;
      this.known = living.known();
      this.path = "/v1/members/" + id;
    }

    void check() {
      statement();
      points();
      vouchers(cancelledWithPoints());
    }

    private void differ(String what, Object expected, Object found) {
      differences.add(
          "member %d, %s: expected %s, found %s"
              .formatted(known.life().number(), what, expected, found));
    }

    private JsonNode get(String what) {
      return calls.ask(open -> open.admin().get(path + what)).body();
    }

    private void statement() {
      var cursor = "";
      do {
        var page = get("/entries?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        page.path("entries").forEach(this::add);
        cursor = page.path("next").asText("");
      } while (!cursor.isEmpty());
    }

    private void add(JsonNode entry) {
      entries.incrementAndGet();
      long points =
          entry.path("available").asLong()
              + entry.path("pending").asLong()
              - entry.path("debt").asLong();
      available += entry.path("available").asLong();
      debt += entry.path("debt").asLong();
      var subject = entry.path("subject").asText();
      switch (entry.path("kind").asText()) {
        case "ACCRUE", "REVERSE" -> posted.merge(subject, points, Long::sum);
        case "ADJUST" -> byHand += points;
        case "MINT" -> minted -= points;
        default -> {
          if (points != 0) {
            differ("points of entry " + entry.path("sequence"), 0, points);
          }
        }
      }
    }

    private void points() {
      var account = get("/account");
      if (account.path("available").asLong() != available) {
        differ("available, by its entries", available, account.path("available"));
      }
      if (account.path("debt").asLong() != debt) {
        differ("debt, by its entries", debt, account.path("debt"));
      }
      if (byHand != known.gestures()) {
        differ("points by hand", known.gestures(), byHand);
      }
      if (available >= THRESHOLD && minted < VOUCHERS_A_DAY * THRESHOLD) {
        differ("available, with vouchers made of the rest", "less than " + THRESHOLD, available);
      }
    }

    /// A purchase has exactly the points it is owed. Where goods went back and a voucher with them,
    /// the same entry holds the points of the voucher too.
    ///
    /// @return how many vouchers went back so
    private long cancelledWithPoints() {
      long cancelled = 0;
      var subjects = new TreeSet<>(known.owed().keySet());
      subjects.addAll(posted.keySet());
      for (var subject : subjects) {
        long owed = known.owed().getOrDefault(subject, 0L);
        long found = posted.getOrDefault(subject, 0L);
        if (found < owed || (found - owed) % THRESHOLD != 0) {
          differ("points of " + subject, owed, found);
        }
        cancelled += (found - owed) / THRESHOLD;
      }
      return cancelled;
    }

    private void vouchers(long cancelled) {
      vouchers.addAndGet(minted / THRESHOLD);
      long used = known.vouchers().values().stream().filter(Use.Used.class::isInstance).count();
      long open =
          StreamSupport.stream(get("/vouchers").path("vouchers").spliterator(), false).count();
      if (open + used + cancelled != minted / THRESHOLD) {
        differ(
            "vouchers open, used and taken back, by their points",
            minted / THRESHOLD,
            "%d, %d and %d".formatted(open, used, cancelled));
      }
      known.vouchers().forEach(this::voucher);
    }

    private void voucher(String code, Use use) {
      var reason = living.counter().reason(code);
      switch (use) {
        case Use.Used used -> {
          if (!reason.equals("ALREADY_REDEEMED") || !living.counter().isStillWon(code, used)) {
            differ("a voucher that basket " + used.basket() + " used", "used by it", reason);
          }
        }
        case Use.Free _, Use.CalledOff _, Use.Held _ -> {
          if (!reason.isEmpty() && !reason.equals("CANCELLED")) {
            differ("a voucher that nobody uses", "free", reason);
          }
        }
        case Use.Cancelled _ -> {
          if (!reason.equals("CANCELLED")) {
            differ("a voucher that was taken back", "CANCELLED", reason);
          }
        }
      }
    }
  }
}
