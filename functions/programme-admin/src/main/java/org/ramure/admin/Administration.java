// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.key.KeyRing;
import org.ramure.lambda.key.Sealing;
import org.ramure.lambda.programme.Faults;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ListedApiKey;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Source;

/// Does what a command asks for.
final class Administration {

  private static final String KEY_PREFIX = "ramure_";
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 6;

  private final ProgrammeTable table;
  private final Publishing publishing;
  private final Sealing sealing;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Administration(ProgrammeTable table, Sealing sealing, InstantSource clock) {
    this.table = table;
    this.publishing = new Publishing(table, clock);
    this.sealing = sealing;
    this.clock = clock;
  }

  static Administration of(Environment environment) {
    return new Administration(
        new ProgrammeTable(environment.dynamoDb(), environment.table(TableShape.PROGRAMMES)),
        new Sealing(KeyRing.of(environment, "SEALING_KEYS")),
        environment.clock());
  }

  Answer answer(String json) {
    var faults = new Faults();
    var command = new CommandReader(faults).read(json);
    if (command.isEmpty() || !faults.isEmpty()) {
      Log.info("command.malformed", Map.of(Log.Field.COUNT, faults.list().size()));
      return new Answer.Refused(faults.list());
    }
    var answer = run(command.get());
    Log.info(
        "command",
        Map.of(
            Log.Field.PROGRAMME, command.get().programme(),
            Log.Field.ROUTE, command.get().getClass().getSimpleName(),
            Log.Field.OUTCOME, answer.getClass().getSimpleName()));
    return answer;
  }

  private Answer run(Command command) {
    return switch (command) {
      case Command.PublishProgramme publish -> publishing.publish(publish);
      case Command.Next next -> {
        var versions = table.versions(next.programme());
        yield versions.isEmpty() ? Answer.noProgramme(next.programme()) : run(next, versions);
      }
    };
  }

  private Answer run(Command.Next command, List<PublishedVersion> versions) {
    return switch (command) {
      case Command.PutSource put -> putSource(put);
      case Command.PutStore put -> putStore(put);
      case Command.PutZone put -> putZone(put);
      case Command.CreateApiKey create -> createApiKey(create);
      case Command.RevokeApiKey revoke -> revokeApiKey(revoke);
      case Command.DescribeProgramme describe -> describe(describe, versions);
    };
  }

  private Answer putSource(Command.PutSource put) {
    var sealed =
        put.secrets().map(secrets -> sealed(put.source(), secrets)).orElseGet(() -> kept(put));
    var source = withSecrets(put.source(), sealed);
    if (source.type() == Source.Type.SHOPIFY && sealed.isEmpty()) {
      return Answer.refused("source.secrets", "a shop that signs its webhooks needs one");
    }
    return table.put(source)
        ? new Answer.SourcePut(Answer.Source.of(source))
        : Answer.refused("source.id", "is taken by another programme");
  }

  private List<String> sealed(Source source, List<String> secrets) {
    return secrets.stream().map(secret -> sealing.seal(secret, source.owner())).toList();
  }

  private List<String> kept(Command.PutSource put) {
    return table
        .source(put.programme(), put.source().id())
        .map(Source::sealedSecrets)
        .orElse(List.of());
  }

  private static Source withSecrets(Source source, List<String> sealedSecrets) {
    return new Source(
        source.programme(),
        source.id(),
        source.type(),
        source.zone(),
        source.refunds(),
        source.phoneRegion(),
        sealedSecrets);
  }

  private Answer putStore(Command.PutStore put) {
    var zones = table.zones(put.programme());
    var missing = put.store().zone().filter(zone -> !zones.has(zone));
    if (missing.isPresent()) {
      return Answer.refused("store.zone", "there is no zone " + missing.get());
    }
    table.put(put.store());
    return new Answer.StorePut(Answer.Store.of(put.store()));
  }

  private Answer putZone(Command.PutZone put) {
    var zones = table.zones(put.programme());
    var missing = put.zone().parent().filter(parent -> !zones.has(parent));
    if (missing.isPresent()) {
      return Answer.refused("zone.parent", "there is no zone " + missing.get());
    }
    if (zones.with(put.zone()).hasCircleAt(put.zone().id())) {
      return Answer.refused("zone.parent", "lies in the zone itself");
    }
    table.put(put.zone());
    return new Answer.ZonePut(Answer.Zone.of(put.zone()));
  }

  private Answer createApiKey(Command.CreateApiKey create) {
    if (create.store().filter(id -> table.store(create.programme(), id).isEmpty()).isPresent()) {
      return Answer.refused("store", "there is no such store");
    }
    if (create.source().filter(id -> table.source(create.programme(), id).isEmpty()).isPresent()) {
      return Answer.refused("source", "there is no such source");
    }
    var secret =
        KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(KEY_BYTES));
    var key =
        new ApiKey(
            Callers.hash(secret),
            create.programme(),
            HexFormat.of().formatHex(random(ID_BYTES)),
            create.label(),
            create.scope(),
            create.store(),
            create.source(),
            clock.instant());
    table.create(key);
    return new Answer.KeyCreated(secret, Answer.Key.of(new ListedApiKey(key, Optional.empty())));
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Answer revokeApiKey(Command.RevokeApiKey revoke) {
    return table
        .revoke(revoke.programme(), revoke.id(), clock.instant())
        .<Answer>map(listed -> new Answer.KeyRevoked(Answer.Key.of(listed)))
        .orElseGet(() -> Answer.refused("id", "there is no such key"));
  }

  private Answer describe(Command.DescribeProgramme describe, List<PublishedVersion> versions) {
    int number = describe.version().orElse(versions.getLast().number());
    return versions.stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .<Answer>map(version -> describe(describe.programme(), versions, version.document()))
        .orElseGet(() -> Answer.refused("version", "there is no such version"));
  }

  private Answer describe(ProgrammeId programme, List<PublishedVersion> versions, String document) {
    return new Answer.Programme(
        programme.value(),
        versions.stream().map(Answer.Version::of).toList(),
        document,
        table.sources(programme).stream().map(Answer.Source::of).toList(),
        table.stores(programme).stream().map(Answer.Store::of).toList(),
        table.zones(programme).byId().values().stream()
            .map(Answer.Zone::of)
            .sorted(java.util.Comparator.comparing(Answer.Zone::id))
            .toList(),
        table.apiKeys(programme).stream().map(Answer.Key::of).toList());
  }
}
