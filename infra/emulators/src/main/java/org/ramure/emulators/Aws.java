// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ramure.local.http.Json;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Calls of AWS services by their wire protocols, signed by the SDK's own signer. The services are
/// many and the calls few, and the table of rights makes calls from the names of actions: a client
/// of the SDK for each would hide what is sent.
///
/// @param who signs; nobody where empty
record Aws(HttpClient client, URI endpoint, String region, Optional<AwsCredentialsIdentity> who) {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final Set<String> BY_THE_CLIENT = Set.of("host", "content-length");
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");

  /// What each service that speaks JSON calls itself.
  private static final Map<String, String> TARGETS =
      Map.of(
          "dynamodb", "DynamoDB_20120810",
          "events", "AWSEvents",
          "kms", "TrentService",
          "logs", "Logs_20140328",
          "secretsmanager", "secretsmanager",
          "sqs", "AmazonSQS");

  private static final Map<String, String> VERSIONS =
      Map.of(
          "cloudformation", "2010-05-15",
          "iam", "2010-05-08",
          "sts", "2011-06-15");

  static Aws at(URI endpoint, String region, String accessKey, String secretKey) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var root = AwsCredentialsIdentity.create(accessKey, secretKey);
    return new Aws(client, endpoint, region, Optional.of(root));
  }

  Aws as(AwsCredentialsIdentity other) {
    return new Aws(client, endpoint, region, Optional.of(other));
  }

  Aws unsigned() {
    return new Aws(client, endpoint, region, Optional.empty());
  }

  /// @param functionError whether the status is of the call alone, and the function has failed
  record Answer(int status, String body, boolean functionError) {
    boolean succeeded() {
      return status / 100 == 2;
    }

    /// The name of the error, without its namespace; empty where there is none.
    String code() {
      if (succeeded()) {
        return "";
      }
      var xml = CODE.matcher(body);
      if (xml.find()) {
        return xml.group(1);
      }
      var json = body.startsWith("{") ? json() : Json.object();
      String code = json.path("__type").asText(json.path("code").asText(""));
      return code.substring(code.indexOf('#') + 1);
    }

    JsonNode json() {
      return Json.read(body);
    }

    /// The text of an element of an answer in XML, unescaped.
    String element(String name) {
      var element = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
      if (!element.find()) {
        throw new IllegalStateException("no " + name + " in " + body);
      }
      return element.group(1).replace("&quot;", "\"").replace("&amp;", "&");
    }

    Answer require() {
      if (!succeeded()) {
        throw new IllegalStateException("refused: " + this);
      }
      return this;
    }
  }

  Answer json(String service, String operation, JsonNode input) {
    var headers =
        Map.of(
            "X-Amz-Target",
            TARGETS.get(service) + "." + operation,
            "Content-Type",
            "application/x-amz-json-1."
                + (service.equals("dynamodb") || service.equals("sqs") ? 0 : 1));
    return send(service, "POST", "/", headers, Json.bytes(input));
  }

  Answer query(String service, String operation, Map<String, String> input) {
    var form = new TreeMap<>(input);
    form.put("Action", operation);
    form.put("Version", VERSIONS.get(service));
    var headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    return send(service, "POST", "/", headers, encoded(form).getBytes(StandardCharsets.UTF_8));
  }

  Answer rest(String service, String method, String path, byte[] body) {
    return send(service, method, path, Map.of("Content-Type", "application/json"), body);
  }

  /// Whether anybody is there.
  boolean answers(String path) {
    try {
      return rest("health", "GET", path, new byte[0]).succeeded();
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Answer send(
      String service, String method, String path, Map<String, String> headers, byte[] body) {
    var request =
        SdkHttpRequest.builder()
            .uri(URI.create(endpoint + path))
            .method(SdkHttpMethod.fromValue(method));
    headers.forEach(request::putHeader);
    var signed = who.map(signer -> signed(signer, service, request.build(), body));
    var sent =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.ofByteArray(body));
    signed
        .orElseGet(request::build)
        .forEachHeader(
            (name, values) -> {
              if (!BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
              }
            });
    try {
      var answer = client.send(sent.build(), BodyHandlers.ofString());
      boolean functionError = answer.headers().firstValue("x-amz-function-error").isPresent();
      return new Answer(answer.statusCode(), answer.body(), functionError);
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path + " of " + service, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private SdkHttpRequest signed(
      AwsCredentialsIdentity signer, String service, SdkHttpRequest request, byte[] body) {
    boolean once = service.equals("s3");
    return SIGNER
        .sign(
            sign ->
                sign.identity(signer)
                    .request(request)
                    .payload(
                        ContentStreamProvider.fromInputStreamSupplier(
                            () -> new ByteArrayInputStream(body)))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !once)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !once))
        .request();
  }

  /// The credentials that a function of this role gets.
  AwsCredentialsIdentity assume(String role) {
    var session =
        query("sts", "AssumeRole", Map.of("RoleArn", role, "RoleSessionName", "table-of-rights"))
            .require();
    return AwsSessionCredentialsIdentity.create(
        session.element("AccessKeyId"),
        session.element("SecretAccessKey"),
        session.element("SessionToken"));
  }
}
