// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.TableNames;
import org.ramure.member.MemberId;
import org.ramure.points.Entry;
import org.ramure.voucher.Voucher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What time alone has written is right, and what nobody gave is found.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BooksOfManyNightsTest {

  private final Trade trade;
  private final Forger forger;
  private final MemberId camille;

  BooksOfManyNightsTest(DynamoDbClient client, TableNames names) {
    trade = new Trade(client, names);
    forger = new Forger(client, trade);
    camille = trade.enrol("camille");
  }

  /// Points bought a voucher that nobody used, the others expired, and there was a birthday.
  private void aYearAndAHalf() {
    trade.sells("camille", "170.00");
    trade.mints(camille);
    trade.birthday(camille, trade.today().plusDays(100));
    for (int night = 0; night < 550; night += 10) {
      trade.wait(Duration.ofDays(10));
      trade.night(camille);
    }
  }

  @Test
  void books_that_time_alone_has_written_are_right() {
    aYearAndAHalf();
    assertThat(trade.ledgers.entries(trade.programme, camille, 100, Optional.empty()))
        .extracting(Entry::kind)
        .contains(Entry.Kind.GIFT, Entry.Kind.VOUCHER_EXPIRED, Entry.Kind.SETTLE);
    assertThat(trade.account(camille).candidates()).isEmpty();
    assertThat(trade.differences(trade.audit())).isEmpty();
  }

  @Test
  void a_gift_of_which_no_entry_tells_is_found() {
    trade.birthday(camille, trade.today());
    trade.night(camille);
    var gift = trade.open(camille).getFirst();
    assertThat(gift.kind()).isEqualTo(Voucher.Kind.BIRTHDAY);
    forger.set(forger.entry(camille, 1), "kind", "SETTLE");
    assertThat(trade.differences(trade.audit()))
        .contains("camille voucher-not-paid camille-birthday-" + trade.today().getYear());
  }
}
