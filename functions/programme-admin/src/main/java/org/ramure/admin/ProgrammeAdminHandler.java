// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Json;
import org.ramure.lambda.Log;

/// Takes one command, answers what became of it, or everything that is wrong with it.
public final class ProgrammeAdminHandler implements RequestStreamHandler {

  private final Administration administration;

  public ProgrammeAdminHandler() {
    this(Administration.of(Environment.ofProcess()));
  }

  ProgrammeAdminHandler(Administration administration) {
    this.administration = administration;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var command = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    out.write(
        Json.bytes(
            Log.correlated(context.getAwsRequestId(), () -> administration.answer(command))));
  }
}
