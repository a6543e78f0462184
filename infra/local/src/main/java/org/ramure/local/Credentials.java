// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import java.net.URI;
import java.util.Map;

/// What every caller of the local services signs with. The parts that check signatures check
/// these; nothing is secret about them.
public final class Credentials {
  public static final String REGION = "eu-west-3";
  public static final String ACCESS_KEY = "local";
  public static final String SECRET_KEY = "local-secret";

  private Credentials() {}

  /// Where the SDKs find the services and with what: their own variables. And what only a machine
  /// of one's own may allow.
  public static Map<String, String> environment(URI dynamoDb, URI services, URI s3) {
    return Map.ofEntries(
        Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString()),
        Map.entry("AWS_ENDPOINT_URL_SQS", services.toString()),
        Map.entry("AWS_ENDPOINT_URL_EVENTBRIDGE", services.toString()),
        Map.entry("AWS_ENDPOINT_URL_SECRETS_MANAGER", services.toString()),
        Map.entry("AWS_ENDPOINT_URL_LAMBDA", services.toString()),
        Map.entry("AWS_ENDPOINT_URL_S3", s3.toString()),
        Map.entry("AWS_REGION", REGION),
        Map.entry("AWS_DEFAULT_REGION", REGION),
        Map.entry("AWS_ACCESS_KEY_ID", ACCESS_KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
        // Whoever tries out webhooks here receives them on this machine.
        Map.entry("WEBHOOK_RECEIVERS_ON_LOOPBACK", "true"));
  }
}
