// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;

/// What the template says about a function.
///
/// @param module the word for the function in the code base, from its handler's class
/// @param limit processes at a time: its reserved concurrency, where that is lower than ours
public record FunctionSpec(
    String logicalId,
    String name,
    String arn,
    String module,
    String handler,
    Path zip,
    int memoryMb,
    Duration timeout,
    int limit,
    Map<String, String> environment) {
  /// Enough to show races between processes, few enough for a laptop with seven functions.
  private static final int MOST_PROCESSES = 2;

  public FunctionSpec {
    environment = Map.copyOf(environment);
  }

  public static FunctionSpec of(Resource function, Resources resources) {
    JsonNode properties = function.properties();
    function.refuse("ImageUri", "is not played: a function is a zip");
    function.refuse("Layers", "are not played");
    requireJava25(function);
    return new FunctionSpec(
        function.logicalId(),
        function.name(),
        function.arn(),
        module(function.text("Handler")),
        function.text("Handler"),
        resources.asset(properties.path("Code").path("S3Key").asText()),
        properties.path("MemorySize").asInt(128),
        Duration.ofSeconds(properties.path("Timeout").asInt(3)),
        Math.min(
            MOST_PROCESSES, properties.path("ReservedConcurrentExecutions").asInt(MOST_PROCESSES)),
        environment(properties));
  }

  private static void requireJava25(Resource function) {
    if (!function.text("Runtime").equals("java25")) {
      throw new IllegalArgumentException(
          function.logicalId() + ": runtime " + function.text("Runtime") + " is not played");
    }
  }

  private static Map<String, String> environment(JsonNode properties) {
    var environment = new LinkedHashMap<String, String>();
    for (var variable : properties.path("Environment").path("Variables").properties()) {
      environment.put(variable.getKey(), variable.getValue().asText());
    }
    JsonNode logging = properties.path("LoggingConfig");
    if (logging.path("LogFormat").asText().equals("JSON")) {
      environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
      environment.put("AWS_LAMBDA_LOG_LEVEL", logging.path("ApplicationLogLevel").asText("INFO"));
    }
    return environment;
  }

  /// {@code org.ramure.admin.ProgrammeAdminHandler} is programme-admin.
  private static String module(String handler) {
    String type = handler.substring(handler.lastIndexOf('.') + 1).replaceFirst("Handler.*$", "");
    return type.replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  public boolean answersTo(String called) {
    return called.equals(logicalId)
        || called.equals(name)
        || called.equals(module)
        || called.equals(arn);
  }
}
