// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.ramure.lambda.programme.Faults;
import org.ramure.lambda.programme.JsonObject;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ProgrammeKeys;
import org.ramure.table.programmes.Source;
import org.ramure.table.programmes.Store;
import org.ramure.table.programmes.Zone;

/// Reads a command, {@code {"command": "putStore", "programme": "…", "store": {…}}}, and notes all
/// that is wrong with it.
final class CommandReader {

  private static final String PROGRAMME = "programme";
  private static final ProgrammeId UNREADABLE = new ProgrammeId("unreadable");
  private static final String NO_ID = "unreadable";

  /// One live, one being introduced.
  private static final int MOST_SECRETS = 2;

  private static final int SHORTEST_SECRET = 8;

  private final Faults faults;

  CommandReader(Faults faults) {
    this.faults = faults;
  }

  /// @return empty, or not to be used, where there are faults
  Optional<Command> read(String json) {
    return JsonObject.<Optional<Command>>read(json, faults, this::read).flatMap(read -> read);
  }

  private Optional<Command> read(JsonObject command) {
    var name = command.text("command");
    return switch (name) {
      case "publishProgramme" -> publishProgramme(command);
      case "putSource" -> Optional.of(putSource(command));
      case "putStore" -> Optional.of(putStore(command));
      case "putZone" -> Optional.of(putZone(command));
      case "createApiKey" -> Optional.of(createApiKey(command));
      case "revokeApiKey" -> Optional.of(revokeApiKey(command));
      case "describeProgramme" -> Optional.of(describeProgramme(command));
      default -> unknown(command);
    };
  }

  private static Optional<Command> unknown(JsonObject command) {
    command.fault(
        "command",
        "must be one of [publishProgramme, putSource, putStore, putZone, createApiKey,"
            + " revokeApiKey, describeProgramme]");
    command.ignoreRest();
    return Optional.empty();
  }

  private static ProgrammeId programme(JsonObject command) {
    return command
        .value(PROGRAMME, "an id of small letters, digits and dashes", ProgrammeId::new)
        .orElse(UNREADABLE);
  }

  private Optional<Command> publishProgramme(JsonObject command) {
    var programme = programme(command);
    var effectiveFrom = command.instant("effectiveFrom");
    var by = command.text("by", "not said");
    return command
        .tree("document")
        .map(Object::toString)
        .flatMap(
            text ->
                document(programme, text)
                    .map(
                        document ->
                            new Command.PublishProgramme(
                                programme, document, text, effectiveFrom, by)));
  }

  private Optional<ProgrammeDocument> document(ProgrammeId programme, String text) {
    return switch (ProgrammeDocument.parse(text)) {
      case ProgrammeDocument.Accepted(var document) -> {
        if (!document.programme().equals(programme)) {
          faults.add("document.programme", "is another one than the command's");
        }
        yield Optional.of(document);
      }
      case ProgrammeDocument.Refused(var wrong) -> {
        wrong.forEach(fault -> faults.add(inDocument(fault.path()), fault.message()));
        yield Optional.empty();
      }
    };
  }

  private static String inDocument(String path) {
    return path.isEmpty() ? "document" : "document." + path;
  }

  private Command putSource(JsonObject command) {
    var programme = programme(command);
    var secrets = new ArrayList<Optional<List<String>>>();
    var source =
        command.object(
            "source",
            object -> {
              secrets.add(secrets(object));
              return source(programme, object);
            });
    return new Command.PutSource(
        programme,
        source.orElseGet(() -> unreadableSource(programme)),
        secrets.stream().findFirst().flatMap(Function.identity()));
  }

  private static Source source(ProgrammeId programme, JsonObject source) {
    return new Source(
        programme,
        id(source, "id"),
        source.choice("type", Source.Type.class),
        source.zone("timeZone"),
        source.choice("refunds", Source.Refunds.class, Source.Refunds.SEPARATE),
        phoneRegion(source),
        List.of());
  }

  private static Source unreadableSource(ProgrammeId programme) {
    return new Source(
        programme,
        NO_ID,
        Source.Type.GENERIC,
        java.time.ZoneOffset.UTC,
        Source.Refunds.SEPARATE,
        Optional.empty(),
        List.of());
  }

  private static Optional<List<String>> secrets(JsonObject source) {
    if (!source.has("secrets")) {
      return Optional.empty();
    }
    var secrets = List.copyOf(source.texts("secrets", MOST_SECRETS));
    if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
      source.fault("secrets", "must each have at least " + SHORTEST_SECRET + " characters");
    }
    return Optional.of(secrets);
  }

  private static Command putStore(JsonObject command) {
    var programme = programme(command);
    var store = command.object("store", object -> store(programme, object));
    return new Command.PutStore(
        programme,
        store.orElseGet(
            () ->
                new Store(programme, NO_ID, "", Optional.empty(), java.time.ZoneOffset.UTC, "FR")));
  }

  private static Store store(ProgrammeId programme, JsonObject store) {
    return new Store(
        programme,
        id(store, "id"),
        store.text("name"),
        optionalId(store, "zone"),
        store.zone("timeZone"),
        phoneRegion(store).orElse("FR"));
  }

  private static Command putZone(JsonObject command) {
    var programme = programme(command);
    var zone =
        command.object(
            "zone",
            object ->
                new Zone(
                    programme,
                    id(object, "id"),
                    object.text("name"),
                    optionalId(object, "parent")));
    return new Command.PutZone(
        programme, zone.orElseGet(() -> new Zone(programme, NO_ID, "", Optional.empty())));
  }

  private static Command createApiKey(JsonObject command) {
    return new Command.CreateApiKey(
        programme(command),
        command.text("label"),
        command.choice("scope", ApiKey.Scope.class),
        optionalId(command, "store"),
        optionalId(command, "source"));
  }

  private static Command revokeApiKey(JsonObject command) {
    return new Command.RevokeApiKey(programme(command), id(command, "id"));
  }

  private static Command describeProgramme(JsonObject command) {
    var version =
        command.has("version")
            ? OptionalInt.of((int) command.number("version", 1, 999_999))
            : OptionalInt.empty();
    return new Command.DescribeProgramme(programme(command), version);
  }

  private static String id(JsonObject object, String field) {
    return object
        .value(field, "an id of at most 40 letters, digits, - and _", CommandReader::checkedId)
        .orElse(NO_ID);
  }

  private static Optional<String> optionalId(JsonObject object, String field) {
    return object.optionalValue(
        field, "an id of at most 40 letters, digits, - and _", CommandReader::checkedId);
  }

  private static String checkedId(String id) {
    if (!ProgrammeKeys.isId(id)) {
      throw new IllegalArgumentException(id);
    }
    return id;
  }

  private static Optional<String> phoneRegion(JsonObject object) {
    return object.optionalValue(
        "phoneRegion", "a country code such as FR", CommandReader::checkedRegion);
  }

  private static String checkedRegion(String region) {
    if (!region.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException(region);
    }
    return region;
  }
}
