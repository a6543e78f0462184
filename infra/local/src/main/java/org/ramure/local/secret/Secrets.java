// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// The secrets of the template: generated once, kept in the state folder, read through Secrets
/// Manager's own protocol.
public final class Secrets {
  private static final String VERSION = "00000000-0000-0000-0000-000000000001";

  private final Map<Resource, String> values = new ConcurrentHashMap<>();
  private final Path folder;

  public Secrets(Resources resources, Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    for (Resource secret : resources.of(Kind.SECRET).toList()) {
      if (Files.notExists(file(secret))) {
        keep(secret, value(secret.properties()));
      }
      values.put(secret, Files.readString(file(secret)));
    }
  }

  private Path file(Resource secret) {
    return folder.resolve(secret.logicalId());
  }

  private void keep(Resource secret, String value) throws IOException {
    Path written =
        Files.createTempFile(
            folder,
            "new",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(written, value);
    Files.move(written, file(secret), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String value(JsonNode properties) {
    JsonNode wanted = properties.path("GenerateSecretString");
    if (wanted.isMissingNode()) {
      return properties.path("SecretString").asText();
    }
    String generated = new GeneratedString(wanted).draw(new SecureRandom());
    return wanted.has("GenerateStringKey")
        ? ((ObjectNode) Json.read(wanted.path("SecretStringTemplate").asText("{}")))
            .put(wanted.path("GenerateStringKey").asText(), generated)
            .toString()
        : generated;
  }

  public Reply handle(Request request) throws IOException {
    if (request.operation().equals("ListSecrets")) {
      var output = Json.object();
      var list = output.putArray("SecretList");
      values.keySet().forEach(secret -> list.add(description(secret)));
      return Reply.json(200, output);
    }
    String id = request.json().path("SecretId").asText();
    Optional<Resource> secret = find(id);
    return secret.isPresent()
        ? answer(request, secret.get())
        : Reply.awsError(400, "ResourceNotFoundException", "There is no secret " + id);
  }

  private Optional<Resource> find(String id) {
    return values.keySet().stream()
        .filter(one -> one.arn().equals(id) || one.name().equals(id))
        .findFirst();
  }

  private Reply answer(Request request, Resource secret) throws IOException {
    return switch (request.operation()) {
      case "GetSecretValue" -> Reply.json(200, value(secret));
      case "PutSecretValue" -> {
        put(secret.arn(), request.json().path("SecretString").asText());
        yield Reply.json(200, description(secret).put("VersionId", VERSION));
      }
      case "DescribeSecret" -> Reply.json(200, description(secret));
      default ->
          Reply.awsError(400, "InvalidRequestException", request.operation() + " is not played");
    };
  }

  public String get(String id) {
    return Objects.requireNonNull(values.get(find(id).orElseThrow()));
  }

  /// Replaces the value; whoever holds the one before goes on with it until they ask again.
  public void put(String id, String value) throws IOException {
    Resource secret = find(id).orElseThrow();
    keep(secret, value);
    values.put(secret, value);
  }

  private ObjectNode value(Resource secret) {
    var output = description(secret).put("VersionId", VERSION);
    output.putArray("VersionStages").add("AWSCURRENT");
    return output.put("SecretString", values.get(secret));
  }

  private static ObjectNode description(Resource secret) {
    return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
  }
}
