// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The least that can be done: a request signed by hand (Signature Version 4), Jackson's streaming
/// parser, the JDK's own HTTP. What the SDK is measured against; nothing to use.
final class HandSigned implements Reader {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String TARGET = "DynamoDB_20120810.GetItem";
  private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";
  private static final String TYPE = "application/x-amz-json-1.0";

  private static final Set<String> TYPES = Set.of("S", "N", "M", "BOOL");

  private final URI endpoint;
  private final JsonFactory json = new JsonFactory();

  HandSigned(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Account read(String pk) {
    String body =
        "{\"TableName\":\"%s\",\"Key\":{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"ACCOUNT\"}}}"
            .formatted(TABLE, pk);
    try {
      return account(pk, send(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private InputStream send(String body) throws IOException, GeneralSecurityException {
    String time = TIME.format(Instant.now());
    var connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", TYPE);
    connection.setRequestProperty("X-Amz-Date", time);
    connection.setRequestProperty("X-Amz-Target", TARGET);
    connection.setRequestProperty("Authorization", authorization(time, body));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    connection.setFixedLengthStreamingMode(bytes.length);
    connection.getOutputStream().write(bytes);
    return connection.getInputStream();
  }

  private String authorization(String time, String body) throws GeneralSecurityException {
    String date = time.substring(0, 8);
    String scope = date + "/eu-west-3/dynamodb/aws4_request";
    String request =
        "POST\n/\n\ncontent-type:%s\nhost:%s\nx-amz-date:%s\nx-amz-target:%s\n\n%s\n%s"
            .formatted(TYPE, endpoint.getAuthority(), time, TARGET, SIGNED, sha256(body));
    String toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, sha256(request));
    byte[] key = "AWS4bench".getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return "AWS4-HMAC-SHA256 Credential=bench/%s, SignedHeaders=%s, Signature=%s"
        .formatted(scope, SIGNED, HexFormat.of().formatHex(hmac(key, toSign)));
  }

  private static String sha256(String text) throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private Account account(String pk, InputStream answer) throws IOException {
    Map<String, String> values = new TreeMap<>();
    Map<String, Long> lots = new TreeMap<>();
    String name = "";
    try (answer;
        JsonParser parser = json.createParser(answer)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && !TYPES.contains(parser.currentName())) {
          name = parser.currentName();
        } else if (token.isScalarValue() && name.startsWith("20")) {
          lots.put(name, Long.parseLong(parser.getText()));
        } else if (token.isScalarValue()) {
          values.put(name, parser.getText());
        }
      }
    }
    return account(pk, values, lots);
  }

  private static Account account(String pk, Map<String, String> values, Map<String, Long> lots) {
    return new Account(
        pk,
        values.getOrDefault("sk", ""),
        Long.parseLong(values.getOrDefault("version", "")),
        Long.parseLong(values.getOrDefault("sequence", "")),
        Long.parseLong(values.getOrDefault("settledTo", "")),
        Long.parseLong(values.getOrDefault("debt", "")),
        values.getOrDefault("tier", ""),
        values.getOrDefault("hash", ""),
        Boolean.parseBoolean(values.get("mintable")),
        lots);
  }
}
