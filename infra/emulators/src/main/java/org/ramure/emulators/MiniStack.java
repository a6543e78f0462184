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

/// MiniStack, running.
///
/// @param variables with which the CDK's command line and its SDK find it
record MiniStack(Server server, URI endpoint, Map<String, String> variables)
    implements AutoCloseable {
  static final String REGION = "eu-west-3";

  /// What it takes for the root of the account.
  static final String ROOT = "test";

  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /// Everybody may do everything, over plain http.
  static MiniStack open(Workplace place, Path python) throws IOException {
    return start(place, python, "http", "", Map.of(), Map.of());
  }

  /// Checks signatures and judges each call by the policies that were deployed, over TLS: the
  /// policies of the buckets deny what is not.
  static MiniStack guarded(Workplace place, Path python, Certificate certificate)
      throws IOException {
    var server =
        Map.of(
            "AUTH",
            "true",
            "USE_SSL",
            "1",
            "MINISTACK_SSL_CERT",
            certificate.chain().toString(),
            "MINISTACK_SSL_KEY",
            certificate.key().toString());
    var clients =
        Map.of(
            "NODE_EXTRA_CA_CERTS", certificate.chain().toString(),
            "AWS_CA_BUNDLE", certificate.chain().toString());
    return start(place, python, "https", certificate.trustedByJava(), server, clients);
  }

  private static MiniStack start(
      Workplace place,
      Path python,
      String scheme,
      String trust,
      Map<String, String> server,
      Map<String, String> clients)
      throws IOException {
    int port = Server.freePort();
    URI endpoint = URI.create(scheme + "://127.0.0.1:" + port);
    Path temporary = Files.createDirectories(place.folder().resolve("tmp"));
    var environment = new HashMap<>(server);
    environment.put("BIND_HOST", "127.0.0.1");
    environment.put("GATEWAY_PORT", Integer.toString(port));
    environment.put("IOT_MTLS_ENABLED", "0");
    environment.put("MINISTACK_REGION", REGION);
    environment.put("HOME", place.folder().toString());
    environment.put("TMPDIR", temporary.toString());
    // Handed on to the functions: where their services are.
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("EMULATOR_PATIENCE", "3");
    environment.put("EMULATOR_JAVA", place.functionCommand(trust));
    var started =
        Server.start(
            List.of(
                python.toString(), place.sources().resolve("python/ministack_java.py").toString()),
            environment,
            place.folder());
    var ministack = new MiniStack(started, endpoint, variables(endpoint, clients));
    try {
      started.await(ministack::isReady, LONGEST_START);
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
    return ministack;
  }

  private static Map<String, String> variables(URI endpoint, Map<String, String> more) {
    var variables = new HashMap<>(more);
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("AWS_ENDPOINT_URL_S3", endpoint.toString());
    variables.put("AWS_REGION", REGION);
    variables.put("AWS_ACCESS_KEY_ID", ROOT);
    variables.put("AWS_SECRET_ACCESS_KEY", ROOT);
    return variables;
  }

  private boolean isReady() {
    return root().unsigned().answers("/_ministack/health");
  }

  Aws root() {
    return Aws.at(endpoint, REGION, ROOT, ROOT);
  }

  /// Where an API is reached on the one address that it listens on.
  ///
  /// @param deployed address, whose first label is the id of the API
  URI api(URI deployed) {
    String id = deployed.getHost().substring(0, deployed.getHost().indexOf('.'));
    return URI.create(endpoint + "/_aws/execute-api/" + id + "/$default");
  }

  @Override
  public void close() {
    server.close();
  }
}
