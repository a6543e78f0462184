// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.minimal;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls of one AWS service, signed by hand (Signature Version 4) and sent by the JDK's own HTTP.
///
/// Text is joined by hand as well: both `+` and `formatted` load more than the rest of this class.
///
/// @param type of the bodies
public record SignedCalls(URI endpoint, String service, String type) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";

  /// @param target the operation, as `DynamoDB_20120810.GetItem`
  public InputStream send(String target, String body) throws IOException {
    String time = TIME.format(Instant.now());
    var connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", type);
    connection.setRequestProperty("X-Amz-Date", time);
    connection.setRequestProperty("X-Amz-Target", target);
    byte[] bytes = bytes(body);
    connection.setRequestProperty("Authorization", authorization(time, target, bytes));
    connection.setFixedLengthStreamingMode(bytes.length);
    connection.getOutputStream().write(bytes);
    return connection.getInputStream();
  }

  private String authorization(String time, String target, byte[] body) {
    String date = time.substring(0, 8);
    String scope = String.join("/", date, "eu-west-3", service, "aws4_request");
    String request =
        String.join(
            "\n",
            "POST",
            "/",
            "",
            "content-type:".concat(type),
            "host:".concat(endpoint.getAuthority()),
            "x-amz-date:".concat(time),
            "x-amz-target:".concat(target),
            "",
            SIGNED,
            sha256(body));
    String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(bytes(request)));
    byte[] key = bytes("AWS4bench");
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return String.join(
        "",
        "AWS4-HMAC-SHA256 Credential=bench/",
        scope,
        ", SignedHeaders=",
        SIGNED,
        ", Signature=",
        HexFormat.of().formatHex(hmac(key, toSign)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
