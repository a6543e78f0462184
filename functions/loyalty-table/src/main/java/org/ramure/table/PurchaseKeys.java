// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import org.ramure.member.IdentityKey;
import org.ramure.programme.ProgrammeId;
import org.ramure.purchase.PurchaseKey;

/// Keys of the Purchases table.
///
/// | pk | sk | item |
/// |---|---|---|
/// | {@code <programme>#PURCHASE#<source>#<document id>} | {@code ORDER} | its newest body |
/// | the same | {@code REFUND#<id>} · {@code CANCELLATION} | evidence that no body overwrites |
/// | the same | {@code CLAIM} | whose purchase it is |
/// | the same | {@code RATING} | what was posted for it |
/// | {@code <programme>#HINT#<kind>#<hash>} | pk of the purchase | it waits for this person |
/// | {@code <programme>#CHANGED#<day>#<shard>} (index) | time of receipt | for the nightly sweep |
public final class PurchaseKeys {

  /// A day's evidence is spread over so many index keys.
  public static final int CHANGED_SHARDS = 64;

  static final String ORDER = "ORDER";
  static final String REFUND = "REFUND#";
  static final String CANCELLATION = "CANCELLATION";
  static final String CLAIM = "CLAIM";
  static final String RATING = "RATING";

  private static final String PURCHASE = "PURCHASE";
  private static final String HINT = "HINT";

  private PurchaseKeys() {}

  /// The partition of one purchase, as streams and queues name it. Document ids may hold any
  /// character: they come last.
  public static String partition(PurchaseKey key) {
    return String.join("#", key.programme().value(), PURCHASE, key.source(), key.documentId());
  }

  /// Whether a partition is a purchase; the others hold hints.
  public static boolean isPurchase(String pk) {
    return PURCHASE.equals(kind(pk));
  }

  public static boolean isHint(String pk) {
    return HINT.equals(kind(pk));
  }

  /// Whether a sort key is what was posted for its purchase; the others are evidence.
  public static boolean isRating(String sk) {
    return sk.equals(RATING);
  }

  private static String kind(String pk) {
    var parts = pk.split("#", 3);
    return parts.length < 3 ? "" : parts[1];
  }

  public static PurchaseKey parse(String pk) {
    var parts = pk.split("#", 4);
    if (parts.length < 4 || !parts[1].equals(PURCHASE)) {
      throw new IllegalArgumentException("not a purchase's key: " + pk);
    }
    return new PurchaseKey(new ProgrammeId(parts[0]), parts[2], parts[3]);
  }

  static Key item(PurchaseKey key, String sk) {
    return new Key(partition(key), sk);
  }

  static Key hint(IdentityKey identity, PurchaseKey purchase) {
    return new Key(hints(purchase.programme(), identity), partition(purchase));
  }

  static String hints(ProgrammeId programme, IdentityKey identity) {
    return String.join("#", programme.value(), HINT, identity.kind().name(), identity.hash());
  }

  static String changed(PurchaseKey key, LocalDate day) {
    return changed(key.programme(), day, Shard.of(partition(key), CHANGED_SHARDS));
  }

  static String changed(ProgrammeId programme, LocalDate day, int shard) {
    return programme + "#CHANGED#" + day + "#" + Shard.name(shard);
  }
}
