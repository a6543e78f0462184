// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import org.ramure.local.http.Json;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;

/// The published contract of the API, as a file and as a page that calls this very stack. The page
/// is Swagger UI out of a jar: it needs nothing from elsewhere.
public final class ApiPage {
  public static final String CONTRACT = "/openapi.yaml";
  public static final String PATH = Page.PATH + "/api";

  /// Of what the page loads; below its own path lie the answers that the other page asks for.
  private static final String PARTS = Page.PATH + "/contract/";

  private static final String EVENTS = "/org/ramure/local/events/";
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/";
  private static final Set<String> ASSETS = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

  /// Whether a request is for this page.
  public static boolean serves(Request request) {
    return request.path().equals(CONTRACT)
        || request.path().equals(PATH)
        || request.path().startsWith(PARTS);
  }

  public Reply handle(Request request) throws IOException {
    if (request.path().equals(CONTRACT)) {
      return Reply.of(200, "application/yaml", bytes(EVENTS + "openapi.yaml"));
    }
    if (request.path().equals(PATH)) {
      return Reply.of(200, "text/html; charset=utf-8", bytes("/org/ramure/local/page/api.html"));
    }
    var part = request.path().substring(PARTS.length());
    return part.equals("openapi.json") ? Reply.json(200, withSamples()) : asset(part);
  }

  private static Reply asset(String name) throws IOException {
    if (!ASSETS.contains(name)) {
      return Reply.message(404, "Not Found");
    }
    var type = name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    return Reply.of(200, type, bytes(SWAGGER + swaggerVersion() + "/" + name));
  }

  private static String swaggerVersion() throws IOException {
    var properties = new Properties();
    properties.load(
        new java.io.StringReader(
            new String(bytes("/META-INF/maven/org.webjars/swagger-ui/pom.properties"), UTF_8)));
    return properties.getProperty("version");
  }

  /// For the page: samples stand where their files are named, and calls go to this stack.
  private static JsonNode withSamples() throws IOException {
    var contract = (ObjectNode) new YAMLMapper().readTree(bytes(EVENTS + "openapi.yaml"));
    contract.putArray("servers").addObject().put("url", "/").put("description", "This stack");
    for (var examples : contract.findValues("examples")) {
      for (var example : examples) {
        if (example instanceof ObjectNode sample && sample.has("externalValue")) {
          var file = sample.remove("externalValue").asText().replaceFirst("^\\./", "");
          sample.set("value", sample(file));
        }
      }
    }
    return contract;
  }

  /// What is not JSON is shown as the text it is.
  private static JsonNode sample(String file) throws IOException {
    var content = bytes(EVENTS + file);
    return file.endsWith(".json")
        ? Json.read(content)
        : TextNode.valueOf(new String(content, UTF_8));
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = ApiPage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }
}
