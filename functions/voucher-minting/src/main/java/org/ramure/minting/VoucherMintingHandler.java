// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.minting;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.batch.Batch;
import org.ramure.lambda.batch.BatchItem;
import org.ramure.lambda.batch.BatchItem.QueueMessage;
import org.ramure.lambda.batch.BatchItem.StreamRecord;
import org.ramure.lambda.batch.MintingQueue;
import org.ramure.table.LedgerKeys;
import org.ramure.table.TableShape;

/// Mints the vouchers that accounts can pay for. Fed by the stream of the Ledger table, of which
/// only accounts marked mintable pass, and by its own queue: accounts that are due again, and those
/// of a stream that failed.
public final class VoucherMintingHandler implements RequestStreamHandler {

  private final AccountMinting minting;
  private final MintingQueue queue;

  public VoucherMintingHandler() {
    this(Environment.ofProcess());
  }

  private VoucherMintingHandler(Environment environment) {
    this(AccountMinting.of(environment), MintingQueue.of(environment));
  }

  VoucherMintingHandler(AccountMinting minting, MintingQueue queue) {
    this.minting = minting;
    this.queue = queue;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var work =
        new Batch.Work(
            VoucherMintingHandler::account,
            partition -> minting.mint(LedgerKeys.parseAccount(partition)),
            queue::send);
    Batch.serve(in, out, context.getAwsRequestId(), work);
  }

  private static String account(BatchItem item) {
    return switch (item) {
      case StreamRecord record -> record.key(TableShape.PK);
      case QueueMessage message -> MintingQueue.parse(message.body());
    };
  }
}
