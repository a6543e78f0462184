// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.publisher;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.ramure.digest.Sha256;
import org.ramure.event.EventType;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.programme.ProgrammeId;
import org.ramure.table.Image;
import org.ramure.table.TableShape;

/// One change of one item.
///
/// @param at when DynamoDB took it, to the second
/// @param correlation of the request that made it
record Change(
    String pk, String sk, Instant at, Optional<String> correlation, Image before, Image after) {

  private static final int ID_BYTES = 16;

  static Change of(StreamRecord record) {
    return new Change(
        record.key(TableShape.PK),
        record.key(TableShape.SK),
        record.at(),
        record.correlation(),
        Image.of(record.oldImage()),
        Image.of(record.newImage()));
  }

  /// What others are told of it, in the order in which it happened; often nothing.
  ///
  /// @throws RuntimeException where the item is not as our tables write it
  List<CloudEvent> events() {
    return switch (after) {
      case Image.Nothing _ -> List.of();
      case Image.OfNoInterest _ -> List.of();
      case Image.OfMember member -> MemberEvents.of(this, member);
      case Image.OfEvidence evidence -> PurchaseEvents.of(this, evidence);
      case Image.OfEntry entry -> PointsEvents.of(this, entry);
      case Image.OfAccount account -> AccountEvents.of(this, account);
      case Image.OfVoucher voucher -> VoucherEvents.of(this, voucher);
      case Image.OfConflict conflict -> ConflictEvents.of(this, conflict);
    };
  }

  /// Whether the item was not there before.
  boolean isNew() {
    return before instanceof Image.Nothing;
  }

  /// @param version of the item that this event tells of: with key and type it makes the id
  /// @param time when it happened
  CloudEvent event(
      EventType type,
      String version,
      ProgrammeId programme,
      String subject,
      Instant time,
      Object data) {
    return CloudEvent.of(type, id(type, version), programme, subject, time, correlation, data);
  }

  /// A hash, because keys of items hold hashes of codes that are nobody else's business.
  private String id(EventType type, String version) {
    var named = String.join("\n", type.type(), pk, sk, version);
    return HexFormat.of().formatHex(Sha256.of(named), 0, ID_BYTES);
  }
}
