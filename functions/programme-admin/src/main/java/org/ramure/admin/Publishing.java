// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ramure.lambda.programme.Fault;
import org.ramure.lambda.programme.ProgrammeDocument;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.programme.Publication;
import org.ramure.table.programmes.ProgrammeTable;
import org.ramure.table.programmes.PublishedVersion;
import org.ramure.table.programmes.Store;

/// Adds versions. The same document for the same moment, sent again, is the version it became.
final class Publishing {

  private final ProgrammeTable table;
  private final InstantSource clock;

  Publishing(ProgrammeTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  Answer publish(Command.PublishProgramme publish) {
    var before = table.versions(publish.programme());
    if (!before.isEmpty() && isRepeat(publish, before.getLast())) {
      return published(publish, before.getLast().number());
    }
    var outcome =
        Publication.publish(
            publish.programme(),
            publish.document().terms(),
            publish.effectiveFrom(),
            before.stream().map(Publishing::parsed).toList(),
            clock.instant());
    return switch (outcome) {
      case Publication.Accepted(var version) -> write(publish, version);
      case Publication.Refused refused -> refused(refused);
    };
  }

  private static boolean isRepeat(Command.PublishProgramme publish, PublishedVersion last) {
    return last.effectiveFrom().equals(publish.effectiveFrom())
        && last.document().equals(publish.text());
  }

  private static ProgrammeVersion parsed(PublishedVersion version) {
    return new ProgrammeVersion(
        version.programme(),
        version.number(),
        version.effectiveFrom(),
        ProgrammeDocument.published(version.document()).terms());
  }

  private Answer write(Command.PublishProgramme publish, ProgrammeVersion version) {
    var written =
        table.publish(
            new PublishedVersion(
                publish.programme(),
                version.number(),
                version.effectiveFrom(),
                clock.instant(),
                publish.by(),
                publish.text()));
    return written
        ? published(publish, version.number())
        : Answer.refused("", "somebody else published at the same moment: look, and try again");
  }

  private Answer published(Command.PublishProgramme publish, int number) {
    return new Answer.Published(
        publish.programme().value(), number, publish.effectiveFrom(), warnings(publish));
  }

  private static Answer refused(Publication.Refused refused) {
    return switch (refused) {
      case Publication.ZoneChanged(var was) ->
          Answer.refused("document.zone", "must stay " + was + ": accounts are settled in it");
      case Publication.CurrencyChanged(var was) ->
          Answer.refused(
              "document.currency", "must stay " + was + ": points are worth amounts in it");
      case Publication.FirstInFuture(var latest) ->
          Answer.refused("effectiveFrom", "of the first version must not be after " + latest);
      case Publication.TooSoon(var earliest) ->
          Answer.refused("effectiveFrom", "must not be before " + earliest);
      case Publication.NotAfterPrevious(var previous) ->
          Answer.refused("effectiveFrom", "must be after " + previous + ", the version before");
    };
  }

  /// Stores and zones may be set up after the rules that name them, but a misspelt one would make a
  /// rule that never applies.
  private List<Fault> warnings(Command.PublishProgramme publish) {
    var stores = storeIds(publish.programme());
    var zones = table.zones(publish.programme());
    var warnings = new ArrayList<Fault>();
    var rules = publish.document().terms().rules();
    for (int i = 0; i < rules.size(); i++) {
      var scope = "document.rules[" + i + "].scope.";
      warnings.addAll(unknown(scope + "stores", rules.get(i).scope().stores(), stores::contains));
      warnings.addAll(unknown(scope + "zones", rules.get(i).scope().zones(), zones::has));
    }
    return List.copyOf(warnings);
  }

  private Set<String> storeIds(ProgrammeId programme) {
    return table.stores(programme).stream().map(Store::id).collect(Collectors.toSet());
  }

  private static List<Fault> unknown(String path, Set<String> named, Predicate<String> known) {
    return named.stream()
        .filter(known.negate())
        .sorted()
        .map(id -> new Fault(path, "nobody has set up " + id + " yet"))
        .toList();
  }
}
