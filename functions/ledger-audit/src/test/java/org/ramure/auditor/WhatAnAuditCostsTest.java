// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.auditor.Subject.OfAccount;
import org.ramure.auditor.Subject.OfPurchase;
import org.ramure.auditor.Subject.OfVoucher;
import org.ramure.dynamodb.DynamoDbExtension;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.dynamodb.TableNames;
import org.ramure.dynamodb.Usage;
import org.ramure.table.LedgerKeys.Owner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// As AWS would charge it.
@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatAnAuditCostsTest {

  private final DynamoDbProxy proxy;
  private final Trade trade;
  private final HonestYear year;
  private final Auditor auditor;

  WhatAnAuditCostsTest(DynamoDbClient client, DynamoDbProxy proxy, TableNames names) {
    this.proxy = proxy;
    trade = new Trade(client, names);
    year = HonestYear.of(trade);
    auditor = trade.auditor();
    auditor.audit(new OfPurchase(year.guest()));
  }

  private Usage usage(Subject subject) {
    return proxy.meter().during(() -> assertThat(auditor.audit(subject).differences()).isEmpty());
  }

  @Test
  void an_account_costs_its_size_and_a_unit_for_each_purchase_and_open_voucher() {
    var usage = usage(new OfAccount(new Owner(trade.programme, year.camille())));
    assertThat(usage.calls()).isEqualTo(3);
    assertThat(usage.of("Query").readUnits()).isEqualTo(2);
    assertThat(usage.of("BatchGetItem").readUnits()).isEqualTo(5 + 1);
    assertThat(usage.writeUnits()).isZero();
  }

  @Test
  void a_purchase_costs_its_size_and_that_of_its_members_entries_and_a_unit_for_each_voucher() {
    var usage = usage(new OfPurchase(year.paidWithIt()));
    assertThat(usage.calls()).isEqualTo(3);
    assertThat(usage.readUnits()).isEqualTo(1 + 2 + 1);
  }

  @Test
  void a_purchase_of_nobody_costs_one_unit() {
    var usage = usage(new OfPurchase(year.guest()));
    assertThat(usage.calls()).isEqualTo(1);
    assertThat(usage.readUnits()).isEqualTo(1);
  }

  @Test
  void a_voucher_costs_itself_its_members_entries_the_account_and_the_order_that_has_it() {
    var usage = usage(new OfVoucher(trade.programme, year.used().hash()));
    assertThat(usage.calls()).isEqualTo(4);
    assertThat(usage.readUnits()).isEqualTo(1 + 2 + 1 + 1);
  }

  @Test
  void a_page_costs_half_a_unit_for_each_4_kb_that_lie_there_and_holds_so_many_keys() {
    var pages = new AtomicInteger();
    var usage =
        proxy
            .meter()
            .during(
                () -> {
                  var place = java.util.Optional.of(Place.beginning(Walk.ACCOUNTS));
                  while (place.isPresent()) {
                    var page = trade.shelves(7).page(place.get());
                    assertThat(page.subjects()).hasSizeLessThanOrEqualTo(7);
                    place = page.next();
                    pages.incrementAndGet();
                  }
                });
    assertThat(usage.of("Scan").calls()).isEqualTo(pages.get()).isGreaterThan(3);
    assertThat(usage.of("Scan").readUnits()).isLessThanOrEqualTo(pages.get());
    assertThat(usage.calls()).isEqualTo(pages.get());
  }
}
