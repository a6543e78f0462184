// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.audit;

import java.util.List;
import java.util.Locale;

/// Something that is stored is not what it must be.
///
/// @param about which part: a day, a pot, a purchase's reference, a voucher's id, a sequence number
/// @param expected what follows from the rest of the books; a count, points or a sequence number
/// @param found what stands there
public record Difference(Kind kind, String about, long expected, long found) {

  /// What is compared. The names are stable: alarms, tickets and people refer to them.
  public enum Kind {
    /// Of an account.
    ITEM_UNREADABLE("An item is not what its key says it is"),
    ACCOUNT_MISSING("There are entries, and no account that they add up to"),
    ENTRY_MISSING("Entries are missing before this sequence number"),
    ENTRY_DOUBLE("A sequence number stands on more than one entry"),
    ENTRY_CHANGED("The hash that follows this entry is not its own: it was changed, or put there"),
    LAST_ENTRY_DIFFERS("The account names another entry as its last"),
    AVAILABLE_DIFFERS("The entries of this last day add up to other points than the account has"),
    PENDING_DIFFERS(
        "The entries pending until this day add up to other points than the account has"),
    DEBT_DIFFERS("The entries add up to another debt than the account has"),
    EXPIRED_DIFFERS("The entries of this last day add up to other expired points than are kept"),
    NOT_CONSERVED("Points came in that are in no pot, or are in a pot and never came in"),
    BELOW_ZERO("More points were taken from a pot than were ever put there"),
    MINTED_DIFFERS("The account counts other vouchers than its entries paid for"),
    CANDIDATE_WITHOUT_VOUCHER("The account lists a voucher that does not exist"),
    CANDIDATE_DIFFERS("The account lists a voucher that was paid otherwise, or is somebody else's"),
    FIRST_PURCHASE_UNKNOWN("The account's first purchase is in none of its entries"),
    NOT_DUE("Something happens by itself on a day on which nobody will look"),
    POSTED_DIFFERS("The entries about a purchase add up to other points than its rating posted"),
    PURCHASE_WITHOUT_RATING("There are entries about a purchase that was never rated"),
    ADJUSTMENT_DIFFERS("The entries of an adjustment are not the points that were agreed"),

    /// Of a purchase.
    EVIDENCE_MISSING("A claim or a rating is there, and no evidence of any purchase"),
    HINT_WITHOUT_PURCHASE("A purchase that does not exist waits for somebody"),
    NEVER_RATED("Evidence arrived, and the purchase was never rated"),
    RATING_OUT_OF_DATE("Evidence or a claim arrived after the rating, and it was not rated again"),
    VOUCHERS_NOT_AGREED("The order's vouchers were never made to agree with it"),
    VERSION_DIFFERS("Another version of the programme was in force when the sale was made"),
    OWNER_DIFFERS("The rating is not of the member who claimed the purchase"),
    NOT_COUNTED("A claimed and paid purchase was never posted to its member"),
    OWED_DIFFERS("By its evidence the purchase is owed other points"),
    GRANT_DIFFERS("By its evidence this rule grants other points"),
    WISHES_DIFFER("By its evidence the order wants something else of this voucher"),
    ENTRY_OF_PURCHASE_MISSING("The rating was posted, and no entry of its member tells of it"),
    VOUCHER_USED_TWICE("The order was paid with a voucher that another use has, and does not wait"),
    VOUCHER_NOT_USED("The order was paid with a voucher that is not used up"),
    VOUCHER_NOT_GIVEN_BACK("The order does not need the voucher any more and still has it"),

    /// Of a voucher.
    VOUCHER_NOT_PAID("No entry of the member paid for the voucher, or says that it was given"),
    VOUCHER_PAID_TWICE("More than one entry paid for the voucher, or gave it"),
    VOUCHER_PAID_OTHERWISE("Other points paid for the voucher than it says"),
    VOUCHER_STATE_DIFFERS(
        "The entries say that the voucher ended, and it says not, or the reverse"),
    VOUCHER_NOT_LISTED("The voucher may be open, and the member's account does not list it"),
    VOUCHER_WITHOUT_ORDER("The voucher was used by an order that does not name it"),
    CONFLICTS_MISCOUNTED("The voucher counts other waiting orders than there are"),

    /// Of what came in.
    BODY_WITHOUT_ENTRY("A message was kept, and nothing in quarantine tells of it");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /// As reports, logs and the documentation write it: {@code available-differs}.
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String sentence() {
      return sentence;
    }
  }

  /// None where both are the same.
  static List<Difference> between(Kind kind, String about, long expected, long found) {
    return expected == found ? List.of() : List.of(new Difference(kind, about, expected, found));
  }

  /// Something that must be there is not.
  public static Difference missing(Kind kind, String about) {
    return new Difference(kind, about, 1, 0);
  }

  /// Something is there that must not be.
  public static Difference surplus(Kind kind, String about) {
    return new Difference(kind, about, 0, 1);
  }

  /// In one line, for people.
  public String says() {
    return "%s (%s): %d expected, %d found".formatted(kind.sentence(), about, expected, found);
  }
}
