// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ramure.local.http.Json;

/// What runs where, in a file for whoever comes along: {@code endpoints.json}. The stack writes its
/// addresses; others may add what they made (API keys, sources, tokens).
public final class Endpoints {
  private final Path file;
  private final ObjectNode content;

  private Endpoints(Path file, ObjectNode content) {
    this.file = file;
    this.content = content;
  }

  public static Endpoints of(LocalStack stack, Path file) {
    var content =
        Json.object()
            .put("api", stack.api().toString())
            .put("page", stack.api() + "/_local")
            .put("dynamodb", stack.dynamoDb().toString())
            .put("s3", stack.s3().toString());
    for (String service : new String[] {"sqs", "events", "lambda", "secretsmanager"}) {
      content.put(service, stack.services().toString());
    }
    content.put("region", Credentials.REGION);
    content.put("accessKey", Credentials.ACCESS_KEY).put("secretKey", Credentials.SECRET_KEY);
    return new Endpoints(file, content);
  }

  public URI api() {
    return URI.create(content.path("api").asText());
  }

  public Endpoints with(String name, JsonNode value) {
    ObjectNode extended = content.deepCopy();
    extended.set(name, value);
    return new Endpoints(file, extended);
  }

  /// Replaces the file in one step: a reader never finds half of it.
  public void write() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path written =
        Files.writeString(
            file.resolveSibling(file.getFileName() + ".new"), content.toPrettyString() + "\n");
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
