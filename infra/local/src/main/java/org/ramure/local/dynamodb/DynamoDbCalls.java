// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.ramure.local.http.Json;

/// Calls DynamoDB and DynamoDB Streams in their own JSON. The template speaks it, and so do the
/// events that functions get: through the SDK every item would be translated there and back.
public final class DynamoDbCalls implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final String authorization;

  public DynamoDbCalls(URI endpoint, String region) {
    this.endpoint = endpoint;
    // DynamoDB Local reads who and where from it, and checks no signature.
    this.authorization =
        "AWS4-HMAC-SHA256 Credential=local/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
            .formatted(region);
  }

  /// @throws Refused with DynamoDB's own error type
  public JsonNode call(String operation, JsonNode input) throws IOException, InterruptedException {
    return post("DynamoDB_20120810." + operation, input);
  }

  public JsonNode streams(String operation, JsonNode input)
      throws IOException, InterruptedException {
    return post("DynamoDBStreams_20120810." + operation, input);
  }

  private JsonNode post(String target, JsonNode input) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LONGEST_CALL)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", target)
            .header("authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(input)))
            .build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonNode output = Json.read(response.body());
    if (response.statusCode() != 200) {
      String type = output.path("__type").asText().replaceFirst("^.*#", "");
      throw new Refused(type, target + ": " + type + ": " + output.path("message").asText());
    }
    return output;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /// An error that DynamoDB answered.
  public static final class Refused extends IOException {
    private final String type;

    Refused(String type, String message) {
      super(message);
      this.type = type;
    }

    public boolean is(String expected) {
      return type.equals(expected);
    }
  }
}
