// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.lambda.Log;
import org.ramure.lambda.caller.Callers;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.programme.Fault;
import org.ramure.lambda.programme.Faults;
import org.ramure.lambda.programme.JsonObject;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.Publication;
import org.ramure.table.programmes.ApiKey;
import org.ramure.table.programmes.ApiKeyTable;
import org.ramure.table.programmes.ListedApiKey;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;

/// The two commands of whoever may invoke the function: a programme begins, and a lost key is
/// replaced. Everything else is done through the API, with the key that is answered here.
final class Operator {

  private static final ProgrammeId UNREADABLE = new ProgrammeId("unreadable");
  private static final String PROGRAMME = "programme";

  private final ProgrammeTable table;
  private final ApiKeyTable keys;
  private final Review review;
  private final InstantSource clock;

  Operator(ProgrammeTable table, ApiKeyTable keys, Review review, InstantSource clock) {
    this.table = table;
    this.keys = keys;
    this.review = review;
    this.clock = clock;
  }

  sealed interface Answer {}

  record Refused(List<Fault> errors) implements Answer {}

  /// @param key shown this once
  record Created(
      String programme,
      int version,
      java.time.Instant effectiveFrom,
      List<Fault> warnings,
      String key,
      Views.Key apiKey)
      implements Answer {

    @Override
    public String toString() {
      return "Created[" + programme + "]";
    }
  }

  /// @param key shown this once
  record KeyCreated(String key, Views.Key apiKey) implements Answer {

    @Override
    public String toString() {
      return "KeyCreated[" + apiKey + "]";
    }
  }

  private sealed interface Command {

    ProgrammeId programme();
  }

  private record CreateProgramme(
      ProgrammeId programme, String document, java.time.Instant effectiveFrom, String by)
      implements Command {}

  private record CreateAdminKey(ProgrammeId programme, String label) implements Command {}

  Answer answer(String json) {
    var faults = new Faults();
    var command =
        JsonObject.<Optional<Command>>read(json, faults, Operator::read).flatMap(read -> read);
    if (command.isEmpty() || !faults.isEmpty()) {
      Log.info("command.malformed", Map.of(Log.Field.COUNT, faults.list().size()));
      return new Refused(faults.list());
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

  private static Optional<Command> read(JsonObject command) {
    return switch (command.text("command")) {
      case "createProgramme" -> createProgramme(command);
      case "createAdminKey" -> Optional.of(new CreateAdminKey(programme(command), label(command)));
      default -> {
        command.fault("command", "must be one of [createProgramme, createAdminKey]");
        command.ignoreRest();
        yield Optional.empty();
      }
    };
  }

  private static Optional<Command> createProgramme(JsonObject command) {
    var programme = programme(command);
    var effectiveFrom = command.instant("effectiveFrom");
    var by = command.text("by", "operator");
    return command
        .tree("document")
        .map(JsonNode::toString)
        .map(document -> new CreateProgramme(programme, document, effectiveFrom, by));
  }

  private static ProgrammeId programme(JsonObject command) {
    return command
        .value(PROGRAMME, "an id of small letters, digits and dashes", ProgrammeId::new)
        .orElse(UNREADABLE);
  }

  private static String label(JsonObject command) {
    var label = command.text("label", "made by an operator");
    if (label.length() > Asked.LONGEST_LABEL) {
      command.fault("label", "must be at most " + Asked.LONGEST_LABEL + " characters long");
    }
    return label;
  }

  private Answer run(Command command) {
    return switch (command) {
      case CreateProgramme create -> createProgramme(create);
      case CreateAdminKey create -> createAdminKey(create);
    };
  }

  private Answer createProgramme(CreateProgramme create) {
    var verdict = review.of(create.programme(), create.document());
    if (verdict.document().isEmpty()) {
      return new Refused(verdict.faults().stream().map(Operator::inDocument).toList());
    }
    var outcome =
        Publication.publish(
            create.programme(),
            verdict.document().get().terms(),
            create.effectiveFrom(),
            List.of(),
            clock.instant());
    return switch (outcome) {
      case Publication.Accepted _ -> open(create, verdict.warnings());
      case Publication.Refused refused -> refused(Refusals.of(refused));
    };
  }

  private static Fault inDocument(Fault fault) {
    var path = fault.path().isEmpty() ? "document" : "document." + fault.path();
    return new Fault(path, fault.message());
  }

  private static Refused refused(Problem problem) {
    var field = String.valueOf(problem.more().getOrDefault("field", ""));
    return new Refused(List.of(new Fault(field, problem.detail())));
  }

  private Answer open(CreateProgramme create, List<Fault> warnings) {
    var now = clock.instant();
    var version =
        new PublishedVersion(
            create.programme(), 1, create.effectiveFrom(), now, create.by(), create.document());
    var secret = Drawn.key();
    var key = adminKey(create.programme(), secret, "first key");
    if (!keys.open(version, key)) {
      return new Refused(List.of(new Fault(PROGRAMME, "exists already")));
    }
    return new Created(
        create.programme().value(), 1, create.effectiveFrom(), warnings, secret, view(key));
  }

  private ListedApiKey adminKey(ProgrammeId programme, String secret, String label) {
    return ListedApiKey.byOperator(
        new ApiKey(
            Callers.hash(secret),
            programme,
            Drawn.id(),
            label,
            ApiKey.Scope.ADMIN,
            Optional.empty(),
            Optional.empty(),
            clock.instant()));
  }

  private static Views.Key view(ListedApiKey key) {
    return Views.Key.of(key, Map.of());
  }

  private Answer createAdminKey(CreateAdminKey create) {
    if (table.version(create.programme(), 1).isEmpty()) {
      return new Refused(
          List.of(new Fault(PROGRAMME, "nothing was published yet of " + create.programme())));
    }
    var secret = Drawn.key();
    var key = adminKey(create.programme(), secret, create.label());
    table.create(key.key());
    return new KeyCreated(secret, view(key));
  }
}
