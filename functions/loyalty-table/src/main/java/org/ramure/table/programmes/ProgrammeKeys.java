// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.util.Optional;
import java.util.regex.Pattern;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Key;

/// Keys of the Programmes table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#PROGRAMME} | {@code VERSION#<number, zero-padded>} | one version |
/// | the same | {@code SOURCE#<id>} | a shop, till system or file feed |
/// | the same | {@code STORE#<id>} · {@code ZONE#<id>} | a point of sale · a group of them |
/// | the same | {@code DRAFT} | the next version, while it is being written |
/// | the same | {@code APIKEY#<id>} | what an administrator may see of a key |
/// | {@code PROGRAMMES} | the programme's id | which programmes there are, for nightly jobs |
/// | {@code SOURCE#<id>} | {@code SOURCE} | whose a source is, as webhooks tell no more |
/// | {@code APIKEY#<sha256>} | {@code APIKEY} | what a function needs of a key that calls it |
/// | {@code APIKEYUSE#<programme>#<id>} | {@code USE} | when a key was last used |
/// | {@code BEGUN#<programme>} | name of a job | which day it has begun |
/// | {@code <programme>#ONCE#…} | {@code ONCE} | the first answer to a command about keys |
public final class ProgrammeKeys {

  static final String VERSION = "VERSION#";
  static final String SOURCE = "SOURCE#";
  static final String STORE = "STORE#";
  static final String ZONE = "ZONE#";
  static final String API_KEY = "APIKEY#";
  static final String PROGRAMMES = "PROGRAMMES";

  /// With what the partitions begin that every function of the API may write to.
  public static final String API_KEY_USE = "APIKEYUSE#";

  /// With what the partitions begin that the jobs of every day may write to.
  public static final String BEGUN_DAY = "BEGUN#";

  /// Ids of sources, stores, zones and keys: in URLs and in keys of every table.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");

  private ProgrammeKeys() {}

  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  static String requireId(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException("not an id: " + id);
    }
    return id;
  }

  static String partition(ProgrammeId programme) {
    return programme + "#PROGRAMME";
  }

  static ProgrammeId programme(String partition) {
    return new ProgrammeId(partition.substring(0, partition.indexOf('#')));
  }

  static Key listedProgramme(ProgrammeId programme) {
    return new Key(PROGRAMMES, programme.value());
  }

  static Key version(ProgrammeId programme, int number) {
    return new Key(partition(programme), VERSION + "%06d".formatted(number));
  }

  static Key draft(ProgrammeId programme) {
    return new Key(partition(programme), "DRAFT");
  }

  static Key source(ProgrammeId programme, String id) {
    return new Key(partition(programme), SOURCE + id);
  }

  static Key sourceOwner(String id) {
    return new Key(SOURCE + id, "SOURCE");
  }

  static Key store(ProgrammeId programme, String id) {
    return new Key(partition(programme), STORE + id);
  }

  /// From one key to another, both included.
  record Span(Key first, Key last) {}

  /// All stores whose ids come after this one: nothing lies between an id and itself with a blank,
  /// and no id begins with a tilde.
  static Span storesAfter(ProgrammeId programme, Optional<String> last) {
    return new Span(
        new Key(partition(programme), STORE + last.map(id -> id + " ").orElse("")),
        new Key(partition(programme), STORE + "~"));
  }

  static Key zone(ProgrammeId programme, String id) {
    return new Key(partition(programme), ZONE + id);
  }

  static Key listedApiKey(ProgrammeId programme, String id) {
    return new Key(partition(programme), API_KEY + id);
  }

  static Key apiKey(String hash) {
    return new Key(API_KEY + hash, "APIKEY");
  }

  public static Key apiKeyUse(ProgrammeId programme, String id) {
    return new Key(API_KEY_USE + programme + "#" + id, "USE");
  }

  public static Key begunDay(ProgrammeId programme, String job) {
    return new Key(BEGUN_DAY + programme, job);
  }

  /// The id at the end of a sort key, or of the partition of an API key.
  static String idOf(String key) {
    return key.substring(key.indexOf('#') + 1);
  }
}
