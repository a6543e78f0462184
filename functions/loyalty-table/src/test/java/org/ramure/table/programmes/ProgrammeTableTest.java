// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.LocalTables;
import org.ramure.table.TableShape;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(DynamoDbExtension.class)
class ProgrammeTableTest {

  private static final Instant NOW = Instant.parse("2026-05-11T12:00:00.123456Z");
  private static final ProgrammeId TDV = new ProgrammeId("tdv");
  private static final ProgrammeId OTHER = new ProgrammeId("tdv-2");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final ProgrammeTable table;

  ProgrammeTableTest(DynamoDbClient client) {
    var tables = LocalTables.create(client, UUID.randomUUID() + "-");
    table = new ProgrammeTable(client, tables.name(TableShape.PROGRAMMES));
  }

  private static PublishedVersion version(int number) {
    return new PublishedVersion(TDV, number, NOW, NOW.plusSeconds(number), "ann", "{}");
  }

  private static Source source(ProgrammeId programme, String id, String... secrets) {
    return new Source(
        programme,
        id,
        Source.Type.SHOPIFY,
        PARIS,
        Source.Refunds.SEPARATE,
        Optional.of("FR"),
        List.of(secrets));
  }

  private static ApiKey key(String id, String hash) {
    return new ApiKey(
        hash, TDV, id, "till 1", ApiKey.Scope.TILL, Optional.of("S1"), Optional.empty(), NOW);
  }

  @Nested
  class Versions {

    @Test
    void come_back_in_the_order_of_their_numbers() {
      IntStream.rangeClosed(1, 12).forEach(n -> assertThat(table.publish(version(n))).isTrue());
      assertThat(table.versions(TDV))
          .isEqualTo(IntStream.rangeClosed(1, 12).mapToObj(n -> version(n)).toList());
    }

    @Test
    void are_never_overwritten() {
      table.publish(version(1));
      var other = new PublishedVersion(TDV, 1, NOW, NOW, "bob", "{\"other\":1}");
      assertThat(table.publish(other)).isFalse();
      assertThat(table.versions(TDV)).containsExactly(version(1));
    }

    @Test
    void of_two_who_publish_at_once_one_is_told() throws InterruptedException {
      Callable<Boolean> publish = () -> table.publish(version(1));
      try (var threads = Executors.newFixedThreadPool(8)) {
        var attempts = threads.invokeAll(Collections.nCopies(8, publish));
        assertThat(attempts).filteredOn(Future::resultNow).hasSize(1);
      }
    }

    @Test
    void put_their_programme_on_the_list_of_all() {
      assertThat(table.programmes()).isEmpty();
      table.publish(version(1));
      table.publish(version(2));
      assertThat(table.programmes()).containsExactly(TDV);
    }

    @Test
    void of_a_programme_whose_name_begins_alike_are_not_mixed_up() {
      table.publish(version(1));
      assertThat(table.versions(OTHER)).isEmpty();
      assertThat(table.versions(new ProgrammeId("td"))).isEmpty();
    }
  }

  @Nested
  class Sources {

    @ParameterizedTest
    @ValueSource(ints = {1_100, 3_000})
    void are_none_of_a_name_that_does_not_fit_into_a_key(int length) {
      var tooLong = "x".repeat(length);
      assertThat(table.source(TDV, tooLong)).isEmpty();
      assertThat(table.ownerOfSource(tooLong)).isEmpty();
      assertThat(table.store(TDV, tooLong)).isEmpty();
      assertThat(table.source(TDV, "")).isEmpty();
    }

    @Test
    void come_back_as_they_were_put_and_are_replaced_whole() {
      table.put(source(TDV, "shop", "sealed-1", "sealed-2"));
      assertThat(table.source(TDV, "shop")).contains(source(TDV, "shop", "sealed-1", "sealed-2"));
      var bare =
          new Source(
              TDV,
              "shop",
              Source.Type.GENERIC,
              PARIS,
              Source.Refunds.IN_LINES,
              Optional.empty(),
              List.of());
      table.put(bare);
      assertThat(table.sources(TDV)).containsExactly(bare);
    }

    @Test
    void are_found_by_their_id_alone() {
      table.put(source(TDV, "shop"));
      assertThat(table.ownerOfSource("shop")).contains(TDV);
      assertThat(table.ownerOfSource("nobody")).isEmpty();
    }

    @Test
    void of_one_id_belong_to_one_programme() {
      assertThat(table.put(source(TDV, "shop"))).isTrue();
      assertThat(table.put(source(OTHER, "shop"))).isFalse();
      assertThat(table.source(OTHER, "shop")).isEmpty();
      assertThat(table.put(source(TDV, "shop", "sealed"))).isTrue();
    }
  }

  @Nested
  class Stores_and_zones {

    private final Zone france = new Zone(TDV, "france", "France", Optional.empty());
    private final Zone east = new Zone(TDV, "east", "Est", Optional.of("france"));

    @Test
    void come_back_as_they_were_put() {
      var store = new Store(TDV, "S1", "Gérardmer", Optional.of("east"), PARIS, "FR");
      var outlet = new Store(TDV, "S2", "Outlet", Optional.empty(), PARIS, "GP");
      table.put(store);
      table.put(outlet);
      assertThat(table.store(TDV, "S1")).contains(store);
      assertThat(table.stores(TDV)).containsExactly(store, outlet);
      assertThat(table.store(TDV, "S9")).isEmpty();
    }

    @Test
    void a_zone_lies_in_all_zones_around_it() {
      table.put(france);
      table.put(east);
      assertThat(table.zones(TDV).around("east")).containsExactly("east", "france");
      assertThat(table.zones(TDV).around("france")).containsExactly("france");
    }

    @Test
    void a_circle_is_seen_and_ends_where_it_began() {
      var circle = Zones.of(List.of(france, east)).with(around(france, "east"));
      assertThat(circle.hasCircleAt("france")).isTrue();
      assertThat(circle.around("france")).containsExactly("france", "east");
      assertThat(Zones.of(List.of(france, east)).hasCircleAt("east")).isFalse();
    }

    private static Zone around(Zone zone, String parent) {
      return new Zone(zone.programme(), zone.id(), zone.name(), Optional.of(parent));
    }
  }

  @Nested
  class Api_keys {

    @Test
    void are_known_by_their_hash() {
      table.create(key("K1", "abc"));
      assertThat(table.apiKey("abc")).contains(key("K1", "abc"));
      assertThat(table.apiKey("abd")).isEmpty();
    }

    @Test
    void are_made_once() {
      table.create(key("K1", "abc"));
      assertThatThrownBy(() -> table.create(key("K1", "abc")))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
