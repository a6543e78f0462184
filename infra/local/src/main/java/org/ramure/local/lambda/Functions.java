// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ramure.local.http.Reply;
import org.ramure.local.http.Request;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resources;

/// All functions of the template, and the two HTTP interfaces to them: the runtime API for their
/// processes, and Lambda's own Invoke for everybody else.
public final class Functions implements AutoCloseable {
  private static final String INVOKE = "/2015-03-31/functions/";

  private final RuntimeApi runtimeApi = new RuntimeApi();
  private final FunctionProcesses processes;
  private final List<LocalFunction> functions = new ArrayList<>();

  /// @param authority host and port that lead to {@link #handle}
  public Functions(Resources resources, String authority, Path state, Map<String, String> services)
      throws IOException {
    this(specs(resources), authority, state, services, List.of());
  }

  /// Any functions, for whoever wants to compare some.
  ///
  /// @param flags of their JVMs, beside those that Lambda sets
  public Functions(
      List<FunctionSpec> specs,
      String authority,
      Path state,
      Map<String, String> services,
      List<String> flags)
      throws IOException {
    this.processes = new FunctionProcesses(runtimeApi, authority, state, services, flags);
    for (FunctionSpec spec : specs) {
      functions.add(new LocalFunction(spec, processes));
    }
  }

  private static List<FunctionSpec> specs(Resources resources) {
    return resources
        .of(Kind.FUNCTION)
        .map(function -> FunctionSpec.of(function, resources))
        .toList();
  }

  public List<LocalFunction> all() {
    return List.copyOf(functions);
  }

  public Optional<LocalFunction> find(String called) {
    return functions.stream().filter(one -> one.spec().answersTo(called)).findFirst();
  }

  /// @param called its logical id, module, physical name or ARN
  public LocalFunction get(String called) {
    return find(called)
        .orElseThrow(() -> new IllegalArgumentException("There is no function " + called));
  }

  public Path log(LocalFunction function) {
    return processes.log(function.spec());
  }

  public void warmUp() throws InterruptedException {
    for (LocalFunction function : functions) {
      function.warmUp();
    }
  }

  public static boolean handles(Request request) {
    return request.path().startsWith(INVOKE) || request.path().startsWith("/runtimes/");
  }

  public Reply handle(Request request) throws InterruptedException {
    return request.path().startsWith(INVOKE) ? invoke(request) : runtimeApi.handle(request);
  }

  private Reply invoke(Request request) throws InterruptedException {
    String name = request.path().substring(INVOKE.length()).replaceFirst("/invocations$", "");
    Optional<LocalFunction> function = find(name);
    if (function.isEmpty()) {
      return Reply.awsError(404, "ResourceNotFoundException", "Function not found: " + name);
    }
    byte[] event = request.body().length == 0 ? new byte[] {'{', '}'} : request.body();
    return switch (function.get().invoke(event)) {
      case Outcome.Answered answered -> reply(answered.payload());
      case Outcome.Failed failed ->
          reply(failed.payload()).with("X-Amz-Function-Error", "Unhandled");
    };
  }

  private static Reply reply(byte[] payload) {
    return Reply.of(200, "application/json", payload).with("X-Amz-Executed-Version", "$LATEST");
  }

  @Override
  public void close() {
    functions.forEach(LocalFunction::kill);
  }
}
