// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.minimal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/// Does what one of our functions does to AWS, without the SDK and without a thought: reads its
/// event, sends the very requests that our function sent, reads every answer, and says yes.
public final class MinimalHandler implements RequestStreamHandler {

  /// In the zip: a request a line, its target, a tab, its body.
  public static final String REQUESTS = "requests";

  private static final byte[] ANSWER = "{\"statusCode\":200}".getBytes(UTF_8);

  private final JsonFactory json = new JsonFactory();
  private final List<Request> requests;

  private record Request(SignedCalls calls, String target, String body) {

    static Request of(String line) {
      int tab = line.indexOf('\t');
      String target = line.substring(0, tab);
      return new Request(calls(target), target, line.substring(tab + 1));
    }

    private static SignedCalls calls(String target) {
      return switch (target.substring(0, target.indexOf('.'))) {
        case "DynamoDB_20120810" -> calls("DYNAMODB", "dynamodb", "1.0");
        case "secretsmanager" -> calls("SECRETS_MANAGER", "secretsmanager", "1.1");
        case "AmazonSQS" -> calls("SQS", "sqs", "1.0");
        default -> throw new IllegalArgumentException("No such service: " + target);
      };
    }

    private static SignedCalls calls(String variable, String service, String version) {
      String endpoint = Objects.requireNonNull(System.getenv("AWS_ENDPOINT_URL_" + variable));
      return new SignedCalls(URI.create(endpoint), service, "application/x-amz-json-" + version);
    }
  }

  public MinimalHandler() {
    var resource = Objects.requireNonNull(getClass().getResourceAsStream("/" + REQUESTS));
    try (var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
      requests = lines.lines().map(Request::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    read(in);
    for (Request request : requests) {
      read(request.calls.send(request.target, request.body));
    }
    out.write(ANSWER);
  }

  /// To its end, every token of it.
  private void read(InputStream content) throws IOException {
    try (content;
        JsonParser parser = json.createParser(content)) {
      while (parser.nextToken() != null) {
        parser.getValueAsString();
      }
    }
  }
}
