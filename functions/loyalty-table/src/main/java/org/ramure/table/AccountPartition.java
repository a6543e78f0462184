// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.audit.Difference;
import org.ramure.audit.Statement;
import org.ramure.points.Account;
import org.ramure.points.Adjustment;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What lies in one account's partition, for an audit: entries are added up as they are read and
/// not kept.
///
/// @param account empty where there is none, or none that can be read
/// @param due the day for which the index of what is due lists it
/// @param unreadable items that are not what their keys say
public record AccountPartition(
    Optional<Account> account,
    Optional<LocalDate> due,
    Statement statement,
    Map<LocalDate, Long> expired,
    List<Adjustment> adjustments,
    List<Difference> unreadable) {

  public AccountPartition {
    expired = Map.copyOf(expired);
    adjustments = List.copyOf(adjustments);
    unreadable = List.copyOf(unreadable);
  }

  /// Takes items in the order of their keys: the account, adjustments, entries, expired days.
  static final class Reader {
    private final Statement.Reader entries = new Statement.Reader();
    private final Map<LocalDate, Long> expired = new HashMap<>();
    private final List<Adjustment> adjustments = new ArrayList<>();
    private final List<Difference> unreadable = new ArrayList<>();
    private Optional<Account> account = Optional.empty();
    private Optional<LocalDate> due = Optional.empty();

    void read(Map<String, AttributeValue> item) {
      var sk = new Fields(item).text(TableShape.SK);
      if (Legible.read(() -> take(sk, item)).isEmpty()) {
        unreadable.add(Difference.surplus(Difference.Kind.ITEM_UNREADABLE, sk));
      }
    }

    /// @return whether it was of interest
    private boolean take(String sk, Map<String, AttributeValue> item) {
      if (sk.equals(LedgerKeys.ACCOUNT)) {
        account = Optional.of(AccountItem.read(item));
        due = new Fields(item).optionalText(TableShape.DUE.sk()).map(LocalDate::parse);
      } else if (sk.startsWith(LedgerKeys.ENTRY)) {
        entries.read(EntryItem.read(item));
      } else if (sk.startsWith(LedgerKeys.EXPIRED)) {
        expired.put(LedgerKeys.parseExpired(sk), new Fields(item).number("points"));
      } else if (sk.startsWith(LedgerKeys.ADJUSTMENT)) {
        adjustments.add(AdjustmentItem.read(item));
      } else {
        return false;
      }
      return true;
    }

    AccountPartition partition() {
      expired.values().removeIf(points -> points == 0);
      return new AccountPartition(
          account, due, entries.statement(), expired, adjustments, unreadable);
    }
  }
}
