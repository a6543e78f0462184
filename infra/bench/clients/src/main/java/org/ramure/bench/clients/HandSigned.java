// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ramure.bench.minimal.SignedCalls;

/// The least that can be done: a request signed by hand (Signature Version 4), Jackson's streaming
/// parser, the JDK's own HTTP. What the SDK is measured against; nothing to use.
final class HandSigned implements Reader {

  private static final String TARGET = "DynamoDB_20120810.GetItem";
  private static final String TYPE = "application/x-amz-json-1.0";

  private static final Set<String> TYPES = Set.of("S", "N", "M", "BOOL");

  private final SignedCalls calls;
  private final JsonFactory json = new JsonFactory();

  HandSigned(URI endpoint) {
    calls = new SignedCalls(endpoint, "dynamodb", TYPE);
  }

  @Override
  public Account read(String pk) {
    String body =
        "{\"TableName\":\"%s\",\"Key\":{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"ACCOUNT\"}}}"
            .formatted(TABLE, pk);
    try {
      return account(pk, calls.send(TARGET, body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
