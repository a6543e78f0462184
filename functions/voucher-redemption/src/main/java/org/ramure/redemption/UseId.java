// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.redemption;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.ramure.lambda.caller.Caller.ApiKeyCaller;
import org.ramure.lambda.http.Problem;
import org.ramure.lambda.http.ProblemType;
import org.ramure.lambda.voucher.Place;
import org.ramure.lambda.voucher.Places;
import org.ramure.table.programmes.Store;

/// Names one use of one voucher, reservation and redemption alike, in URLs: opaque, and it holds
/// all that is needed to find the item, so that nothing has to be looked up. The programme is not
/// in it: that comes with the caller's key, and an id taken elsewhere finds nothing there.
///
/// @param voucherHash keyed hash of the code
/// @param source and {@code store}: where the voucher is used; no store on the web
/// @param key the basket
record UseId(String voucherHash, String source, Optional<String> store, String key) {

  private static final byte FORM = 1;
  private static final int HASH_BYTES = 32;

  static UseId of(Place place, String voucherHash, String basket) {
    return new UseId(voucherHash, place.source(), place.store().map(Store::id), basket);
  }

  /// Where it was used; a source or store that is gone leaves nothing to be found.
  Place place(ApiKeyCaller caller, Places places) {
    try {
      return places.again(caller, source, store);
    } catch (Problem.Refused refused) {
      throw refused.problem().type() == ProblemType.FORBIDDEN ? refused : noSuchUse();
    }
  }

  static Problem.Refused noSuchUse() {
    return new Problem.Refused(Problem.notFound("No such use of a voucher"));
  }

  String text() {
    var sourceBytes = bytes(source);
    var storeBytes = bytes(store.orElse(""));
    var keyBytes = bytes(key);
    var all =
        ByteBuffer.allocate(
                3 + HASH_BYTES + sourceBytes.length + storeBytes.length + keyBytes.length)
            .put(FORM)
            .put(HexFormat.of().parseHex(voucherHash))
            .put((byte) sourceBytes.length)
            .put(sourceBytes)
            .put((byte) storeBytes.length)
            .put(storeBytes)
            .put(keyBytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /// Empty where it is none of ours.
  static Optional<UseId> parse(String text) {
    try {
      var all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (all.get() != FORM) {
        return Optional.empty();
      }
      var hash = HexFormat.of().formatHex(take(all, HASH_BYTES));
      var source = text(take(all, all.get()));
      var store = text(take(all, all.get()));
      var key = text(take(all, all.remaining()));
      return Optional.of(new UseId(hash, source, Optional.of(store).filter(s -> !s.isEmpty()), key))
          .filter(id -> id.text().equals(text));
    } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException _) {
      return Optional.empty();
    }
  }

  private static byte[] take(ByteBuffer all, int length) {
    var part = new byte[length];
    all.get(part);
    return part;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
