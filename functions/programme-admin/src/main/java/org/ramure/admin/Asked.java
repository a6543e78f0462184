// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;
import org.ramure.lambda.caller.Caller;
import org.ramure.table.programmes.ApiKey;

/// The bodies of requests.
final class Asked {

  private static final int LONGEST_NAME = 64;
  static final int LONGEST_LABEL = 100;
  private static final Pattern REGION = Pattern.compile("[A-Z]{2}");

  private Asked() {}

  /// A document, finished or not.
  ///
  /// @param by who asks, as the brand's own console knows them; not an address
  record Document(JsonNode document, Optional<String> by) {

    static final ObjectReader READER = Json.reader(Document.class);

    Document {
      requireObject(document);
      Limits.text("by", by, LONGEST_NAME);
    }

    String text() {
      return document.toString();
    }
  }

  /// @param document what to publish; else the draft
  /// @param draft the revision of the draft that is to be published
  record Publication(
      Instant effectiveFrom,
      Optional<JsonNode> document,
      Optional<String> draft,
      Optional<String> by) {

    static final ObjectReader READER = Json.reader(Publication.class);

    Publication {
      document = document.filter(given -> !given.isMissingNode() && !given.isNull());
      if (document.isPresent() == draft.isPresent()) {
        throw new Json.Malformed("draft", "either a draft or a document is published");
      }
      document.ifPresent(Asked::requireObject);
      Limits.text("draft", draft, LONGEST_NAME);
      Limits.text("by", by, LONGEST_NAME);
    }
  }

  /// @param secrets those to be live from now on; empty = those it has
  record Source(
      org.ramure.table.programmes.Source.Type type,
      ZoneId timeZone,
      Optional<org.ramure.table.programmes.Source.Refunds> refunds,
      Optional<String> phoneRegion,
      Optional<List<String>> secrets) {

    static final ObjectReader READER = Json.reader(Source.class);

    /// One live, one being introduced.
    private static final int MOST_SECRETS = 2;

    private static final int SHORTEST_SECRET = 8;
    private static final int LONGEST_SECRET = 200;

    Source {
      requireName(timeZone);
      phoneRegion.ifPresent(Asked::requireRegion);
      secrets.ifPresent(Source::check);
    }

    private static void check(List<String> secrets) {
      Limits.count("secrets", secrets, MOST_SECRETS);
      for (int i = 0; i < secrets.size(); i++) {
        var field = "secrets[" + i + "]";
        if (Limits.text(field, secrets.get(i), LONGEST_SECRET).length() < SHORTEST_SECRET) {
          throw new Json.Malformed(
              field, "must be at least " + SHORTEST_SECRET + " characters long");
        }
      }
    }

    /// A record would print the secrets.
    @Override
    public String toString() {
      return "Source[" + type + "]";
    }
  }

  record Store(String name, ZoneId timeZone, Optional<String> zone, Optional<String> phoneRegion) {

    static final ObjectReader READER = Json.reader(Store.class);

    Store {
      Limits.text("name", name, LONGEST_LABEL);
      requireName(timeZone);
      phoneRegion.ifPresent(Asked::requireRegion);
    }
  }

  record Zone(String name, Optional<String> parent) {

    static final ObjectReader READER = Json.reader(Zone.class);

    Zone {
      Limits.text("name", name, LONGEST_LABEL);
    }
  }

  /// @param label what the administrator calls it
  record Key(String label, ApiKey.Scope scope, Optional<String> store, Optional<String> source) {

    static final ObjectReader READER = Json.reader(Key.class);

    Key {
      Limits.text("label", label, LONGEST_LABEL);
    }
  }

  /// @param overlapHours for how long the old key lives on
  record Rotation(Optional<Integer> overlapHours) {

    static final ObjectReader READER = Json.reader(Rotation.class);

    private static final int USUAL_HOURS = 24;
    private static final int MOST_HOURS = 720;

    Rotation {
      Limits.range("overlapHours", overlapHours.orElse(0), 0, MOST_HOURS);
    }

    int hours() {
      return overlapHours.orElse(USUAL_HOURS);
    }
  }

  /// The key stands behind whom it names: the engine itself knows no people.
  static String name(Caller caller, Optional<String> by) {
    return by.map(person -> caller.name() + "/" + person).orElse(caller.name());
  }

  private static void requireObject(JsonNode document) {
    if (!document.isObject()) {
      throw new Json.Malformed("document", "must be an object");
    }
  }

  /// A zone with a name: an offset knows nothing of summer time.
  private static void requireName(ZoneId zone) {
    if (!ZoneId.getAvailableZoneIds().contains(zone.getId())) {
      throw new Json.Malformed("timeZone", "must be a time zone such as Europe/Paris");
    }
  }

  static boolean isRegion(String text) {
    return REGION.matcher(text).matches();
  }

  private static void requireRegion(String region) {
    if (!isRegion(region)) {
      throw new Json.Malformed("phoneRegion", "must be a country code such as FR");
    }
  }
}
