// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.ramure.local.tour.Api.Caller;

/// What a member sees of their own account, with a token of their own.
final class MemberPage {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Caller caller;
  private final String path;

  MemberPage(Caller caller, String memberId) {
    this.caller = caller;
    this.path = "/v1/members/" + memberId;
  }

  long available() {
    return account().path("available").asLong();
  }

  JsonNode account() {
    return caller.get(path + "/account").body();
  }

  List<JsonNode> openVouchers() {
    return list(caller.get(path + "/vouchers").body().path("vouchers"));
  }

  /// The newest first.
  List<JsonNode> entries() {
    return list(caller.get(path + "/entries?limit=100").body().path("entries"));
  }

  /// Points follow a purchase within moments, not within the request: looks until they are as
  /// expected, and gives what is there when patience ends.
  long availableOnce(long expected) {
    until(() -> available() == expected);
    return available();
  }

  int openVouchersOnce(int expected) {
    until(() -> openVouchers().size() == expected);
    return openVouchers().size();
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
