// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ramure.programme.ProgrammeId;

/// Keys of the Quarantine table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#QUARANTINE#<source>#<day of receipt>#<shard>} | id of the message | entry |
/// | {@code <programme>#REPLAY#<id>} | {@code REPLAY} | a replay of many entries |
///
/// The id, not the time, is the sort key: a shop repeats what it got no good answer to, and three
/// deliveries of one broken message are one thing to mend.
public final class QuarantineKeys {

  /// A shop whose every message breaks fills its day over so many keys.
  public static final int SHARDS = 8;

  private static final String REPLAY = "REPLAY";
  private static final String BODY = "BODY";
  private static final Pattern REFERENCE =
      Pattern.compile("(?<source>[^#]+)~(?<day>[0-9-]{10})~(?<id>[0-9a-f]{64})");

  private QuarantineKeys() {}

  static Key entry(QuarantineEntry entry) {
    return entry(entry, dayOf(entry));
  }

  static Key entry(QuarantineEntry entry, LocalDate day) {
    return entry(entry.programme(), entry.source(), day, entry.id());
  }

  static Key entry(ProgrammeId programme, String source, LocalDate day, String id) {
    return new Key(partition(programme, source, day, Shard.of(id, SHARDS)), id);
  }

  static String partition(ProgrammeId programme, String source, LocalDate day, int shard) {
    return String.join(
        "#", programme.value(), "QUARANTINE", source, day.toString(), Shard.name(shard));
  }

  static String reference(QuarantineEntry entry) {
    return String.join("~", entry.source(), dayOf(entry).toString(), entry.id());
  }

  /// @return where the entry may lie: on its day or, where that was the day of a repeat, on the one
  ///     before; nothing where the text is no reference
  static List<Key> parse(ProgrammeId programme, String reference) {
    var parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      return List.of();
    }
    try {
      var day = LocalDate.parse(parts.group("day"));
      return Stream.of(day, day.minusDays(1))
          .map(d -> entry(programme, parts.group("source"), d, parts.group("id")))
          .toList();
    } catch (DateTimeException noDay) {
      return List.of();
    }
  }

  static String sourceOf(String partition) {
    return partition.split("#")[2];
  }

  public static LocalDate dayOf(QuarantineEntry entry) {
    return LocalDate.ofInstant(entry.receivedAt(), ZoneOffset.UTC);
  }

  /// Where a walk through the table goes on after the entry.
  public static QuarantineReplay.Place place(QuarantineEntry entry) {
    return new QuarantineReplay.Place(
        entry.source(), dayOf(entry), Shard.of(entry.id(), SHARDS), entry.id());
  }

  static Key replay(ProgrammeId programme, String id) {
    return new Key(replayPartition(programme, id), REPLAY);
  }

  /// Names a replay of many wherever it is handed on.
  public static String replayPartition(ProgrammeId programme, String id) {
    return String.join("#", programme.value(), REPLAY, id);
  }

  /// Names a message whose body lies in the bucket and whose entry is still to be made.
  public static String body(QuarantineEntry entry) {
    return String.join("#", entry.programme().value(), BODY, entry.source(), entry.id());
  }

  /// A message by what its body's object is named after.
  public record Named(ProgrammeId programme, String source, String id) {}

  /// @return empty where the text names something else
  public static Optional<Named> parseBody(String name) {
    var parts = name.split("#");
    return parts.length == 4 && parts[1].equals(BODY)
        ? Optional.of(new Named(new ProgrammeId(parts[0]), parts[2], parts[3]))
        : Optional.empty();
  }

  /// @throws IllegalArgumentException where the text names no replay
  static Key parseReplay(String partition) {
    var parts = partition.split("#");
    if (parts.length != 3 || !parts[1].equals(REPLAY)) {
      throw new IllegalArgumentException("no replay: " + partition);
    }
    return replay(new ProgrammeId(parts[0]), parts[2]);
  }
}
