// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramure.dynamodb.DynamoDbLocal;

/// LocalStack, running, with a DynamoDB Local of ours behind it.
record LocalStackServer(Server server, DynamoDbLocal tables, URI endpoint)
    implements AutoCloseable {
  static final String REGION = "eu-west-3";
  private static final String ANYBODY = "test";
  private static final Duration LONGEST_START = Duration.ofSeconds(120);

  static LocalStackServer start(Workplace place, Path python)
      throws IOException, InterruptedException {
    var tables = DynamoDbLocal.inMemory();
    try {
      int port = Server.freePort();
      var server =
          Server.start(
              List.of(
                  python.toString(),
                  place.sources().resolve("python/localstack_java.py").toString()),
              environment(place, port, tables.endpoint()),
              place.folder());
      var endpoint = URI.create("http://127.0.0.1:" + port);
      var localstack = new LocalStackServer(server, tables, endpoint);
      try {
        server.await(localstack::isReady, LONGEST_START);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      return localstack;
    } catch (IOException | RuntimeException e) {
      tables.close();
      throw e;
    }
  }

  private static Map<String, String> environment(Workplace place, int port, URI tables)
      throws IOException {
    Path folder = place.folder();
    var environment = new HashMap<String, String>();
    environment.put("HOME", folder.toString());
    environment.put("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
    environment.put("FILESYSTEM_ROOT", Files.createDirectories(folder.resolve("root")).toString());
    // Otherwise it writes to folders of the system.
    environment.put("OVERRIDE_IN_DOCKER", "0");
    // The usual server listens to the whole network, whatever GATEWAY_LISTEN says.
    environment.put("GATEWAY_SERVER", "hypercorn");
    environment.put("GATEWAY_LISTEN", "127.0.0.1:" + port);
    environment.put("LOCALSTACK_HOST", "127.0.0.1:" + port);
    environment.put("DISABLE_EVENTS", "1");
    environment.put("SKIP_SSL_CERT_DOWNLOAD", "1");
    environment.put("DNS_ADDRESS", "0");
    environment.put("EAGER_SERVICE_LOADING", "0");
    environment.put("PROVIDER_OVERRIDE_DYNAMODB", "v2");
    environment.put("DYNAMODB_LOCAL_PORT", Integer.toString(tables.getPort()));
    environment.put("EMULATOR_PATIENCE", "3");
    environment.put("EMULATOR_JAVA", place.functionCommand(""));
    return environment;
  }

  private boolean isReady() {
    return root().unsigned().answers("/_localstack/health");
  }

  Aws root() {
    return Aws.at(endpoint, REGION, ANYBODY, ANYBODY);
  }

  /// With which the CDK's command line and its SDK find it.
  Map<String, String> variables() {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint.toString(),
        "AWS_ENDPOINT_URL_S3", endpoint.toString(),
        "AWS_REGION", REGION,
        "AWS_ACCESS_KEY_ID", ANYBODY,
        "AWS_SECRET_ACCESS_KEY", ANYBODY);
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      tables.close();
    }
  }
}
