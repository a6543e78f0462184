// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts the processes of functions: the function's own zip under AWS's Runtime Interface Client,
/// with the environment that Lambda gives.
final class FunctionProcesses {
  private final RuntimeClient client;
  private final RuntimeApi api;
  private final String authority;
  private final Path code;
  private final Path logs;
  private final Map<String, String> services;
  private final List<String> flags;

  /// @param authority host and port of the runtime API
  /// @param services where the SDK finds the services, in its own variables
  /// @param flags of the JVM, beside those that Lambda sets
  FunctionProcesses(
      RuntimeApi api,
      String authority,
      Path state,
      Map<String, String> services,
      List<String> flags)
      throws IOException {
    this.api = api;
    this.authority = authority;
    this.client = RuntimeClient.unpack(state.resolve("runtime"));
    this.code = state.resolve("code");
    this.logs = Files.createDirectories(state.resolve("logs"));
    this.services = services;
    this.flags = List.copyOf(flags);
  }

  FunctionCode unpack(FunctionSpec function) throws IOException {
    return FunctionCode.unpack(function.zip(), code);
  }

  ExecutionEnvironment start(FunctionSpec function, FunctionCode unpacked) throws IOException {
    String id = UUID.randomUUID().toString();
    var builder = new ProcessBuilder(command(function, unpacked));
    builder.directory(unpacked.root().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(function).toFile()));
    environment(builder.environment(), function, unpacked, id);
    var environment = new ExecutionEnvironment(function, builder.start());
    api.register(id, environment);
    return environment;
  }

  Path log(FunctionSpec function) {
    return logs.resolve(function.module() + ".log");
  }

  private List<String> command(FunctionSpec function, FunctionCode unpacked) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx" + function.memoryMb() + "m");
    command.addAll(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add(
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + client.nativeLibrary());
    command.add("-cp");
    command.add(
        Stream.concat(unpacked.classPath(), client.classPath().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add("org.ramure.local.child.FunctionProcess");
    command.add(function.handler());
    return command;
  }

  private void environment(
      Map<String, String> variables, FunctionSpec function, FunctionCode unpacked, String id) {
    String path = variables.getOrDefault("PATH", "/usr/bin:/bin");
    variables.clear();
    variables.put("PATH", path);
    variables.put("TZ", ":UTC");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("AWS_LAMBDA_RUNTIME_API", RuntimeApi.address(authority, id));
    variables.put("_HANDLER", function.handler());
    variables.put("LAMBDA_TASK_ROOT", unpacked.root().toString());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", id);
    variables.putAll(services);
    variables.putAll(function.environment());
  }
}
