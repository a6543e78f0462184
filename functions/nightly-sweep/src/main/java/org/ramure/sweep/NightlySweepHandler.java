// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;

/// Runs once a night, by a schedule; running it twice, or late, changes nothing more.
public final class NightlySweepHandler implements RequestStreamHandler {

  private final NightlySweep sweep;

  public NightlySweepHandler() {
    this(Environment.ofProcess());
  }

  NightlySweepHandler(Environment environment) {
    this(NightlySweep.of(environment));
  }

  NightlySweepHandler(NightlySweep sweep) {
    this.sweep = sweep;
  }

  /// Answers what was found. Fails where any shard did, once all others are done, so that the
  /// platform tries again and an alarm sees it.
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    out.write(Json.bytes(Log.correlated(context.getAwsRequestId(), sweep::run)));
  }
}
