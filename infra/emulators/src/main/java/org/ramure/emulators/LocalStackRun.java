// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ramure.local.gateway.HttpApi;
import org.ramure.local.http.Json;
import org.ramure.local.http.LoopbackServer;
import org.ramure.local.lambda.Outcome;
import org.ramure.local.template.Assembly;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Places;
import org.ramure.local.template.Resources;
import org.ramure.local.tour.Api;
import org.ramure.local.tour.PlayedDay;

/// Deploys to LocalStack what it can play, and asks it what MiniStack gets wrong: retries that
/// end in the dead letters, and tables of AWS's own engine behind every function.
public final class LocalStackRun {
  /// It does not start on an older one, and nobody has tried a newer one.
  private static final int ONLY_PYTHON = 13;

  /// What its free edition lacks.
  private static final Set<String> MISSING =
      Set.of(
          "AWS::ApiGatewayV2::Api",
          "AWS::ApiGatewayV2::Integration",
          "AWS::ApiGatewayV2::Route",
          "AWS::ApiGatewayV2::Stage");

  private final Workplace place;
  private final Report report;

  private LocalStackRun(Workplace place) {
    this.place = place;
    this.report = place.report();
  }

  public static void main(String... arguments) throws Exception {
    Run.endWithParent();
    System.exit(Run.of("localstack", place -> new LocalStackRun(place).run()));
  }

  private void run() throws IOException, InterruptedException {
    var found = Python.find(ONLY_PYTHON, ONLY_PYTHON);
    Path packages = place.sources().resolve("python/localstack.txt");
    Path python = found.environment(packages, place.tools(), report);
    Path program = Cdk.install(place.sources(), place.tools(), report);
    place.fresh();
    var assembly =
        ReducedAssembly.make(
            place.assembly(), Files.createDirectories(place.folder().resolve("cdk.out")), MISSING);
    assembly
        .leftOut()
        .forEach((type, count) -> report.tell("left out: %3d of %s".formatted(count, type)));
    try (var localstack = LocalStackServer.start(place, python)) {
      report.tell("LocalStack answers at " + localstack.endpoint());
      var cdk = new Cdk(program, place.folder(), localstack.variables());
      cdk.bootstrap(LocalStackServer.REGION);
      report.tell("bootstrapped");
      var deployed = Deployed.read(localstack.root(), cdk.deploy(assembly.folder()).outputs());
      report.tell("deployed %d functions".formatted(deployed.functions().size()));
      try (var gateway = gateway(deployed)) {
        var played =
            PlayedDay.play(gateway.uri(), deployed::asOperator, place.root(), report.out());
        report.expect("the played day comes out as it must", List.of(), played.differences());
        samples(deployed);
        var poison = new Poison(deployed, report);
        poison.ofTheQueue(new Api(gateway.uri()), played.apiKey("admin"));
        poison.ofTheStream();
      }
      report.expect(
          "a second deployment changes nothing",
          (long) Assembly.read(assembly.folder()).stacks().size(),
          cdk.deploy(assembly.folder()).unchanged());
    }
  }

  /// The gateway of the local stack, in front of functions that run here: of the services that the
  /// template needs, HTTP APIs are what is missing.
  private LoopbackServer gateway(Deployed deployed) throws IOException {
    var nowhere = new Places(LocalStackServer.REGION, Places.ACCOUNT, "http://api", "http://sqs");
    var resources = Resources.resolve(Assembly.read(place.assembly()), nowhere);
    var api =
        HttpApi.withoutThrottles(
            resources,
            arn -> {
              String handler = resources.byArn(Kind.FUNCTION, arn).text("Handler");
              String name = deployed.ofHandler(handler).name();
              return event -> outcome(deployed.call(name, event));
            });
    return LoopbackServer.start(0, api::handle);
  }

  private static Outcome outcome(Aws.Answer answer) {
    byte[] payload = answer.body().getBytes(StandardCharsets.UTF_8);
    return answer.functionError() ? new Outcome.Failed(payload) : new Outcome.Answered(payload);
  }

  /// Each function gets the events of its own folder. Most name keys and members that are not here:
  /// the function has to say so, and not to fail.
  private void samples(Deployed deployed) throws IOException {
    int sent = 0;
    for (var function : deployed.functions()) {
      Path folder = place.root().resolve("events").resolve(function.word());
      for (Path sample : Files.isDirectory(folder) ? events(folder) : List.<Path>of()) {
        var answer = deployed.call(function.name(), Files.readAllBytes(sample));
        sent++;
        if (answer.functionError()) {
          report.expect(place.root().relativize(sample).toString(), "an answer", answer.body());
        }
      }
    }
    report.holds("%d sample events are answered by their functions".formatted(sent), sent > 0);
  }

  private static List<Path> events(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(LocalStackRun::isEvent).sorted().toList();
    }
  }

  private static boolean isEvent(Path file) {
    try {
      var json = Json.read(Files.readAllBytes(file));
      return json.has("requestContext") || json.has("Records");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
