// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ramure.local.http.Json;
import org.ramure.local.tour.Api;
import org.ramure.local.tour.PlayedDay;

/// Deploys to MiniStack and holds what is served there against what it must be.
public final class MiniStackRun {
  /// What the pinned packages were seen to run on.
  private static final int OLDEST_PYTHON = 11;

  private static final int NEWEST_PYTHON = 13;

  private final Workplace place;
  private final Report report;
  private final Path python;
  private final Path cdk;

  private MiniStackRun(Workplace place, Path python, Path cdk) {
    this.place = place;
    this.report = place.report();
    this.python = python;
    this.cdk = cdk;
  }

  public static void main(String... arguments) throws Exception {
    Run.endWithParent();
    System.exit(Run.of("ministack", MiniStackRun::run));
  }

  private static void run(Workplace place) throws IOException, InterruptedException {
    String part = System.getProperty("part", "all");
    var found = Python.find(OLDEST_PYTHON, NEWEST_PYTHON);
    Path packages = place.sources().resolve("python/ministack.txt");
    Path python = found.environment(packages, place.tools(), place.report());
    Path cdk = Cdk.install(place.sources(), place.tools(), place.report());
    // Before the first connection: what this process trusts is settled then.
    var certificate = Certificate.make(place.fresh());
    certificate.trustHere();
    if (!part.equals("guarded")) {
      new MiniStackRun(place.at("open"), python, cdk).open();
    }
    if (!part.equals("open")) {
      new MiniStackRun(place.at("guarded"), python, cdk).guarded(certificate);
    }
  }

  /// What somebody sees from outside, and what a deployment does.
  private void open() throws IOException, InterruptedException {
    place.fresh();
    report.tell("MiniStack over http");
    try (var ministack = MiniStack.open(place, python)) {
      report.tell("MiniStack answers at " + ministack.endpoint());
      var cli = new Cdk(cdk, place.folder(), ministack.variables());
      var deployed = deploy(cli, ministack);
      URI api = ministack.api(URI.create(deployed.output("ApiUrl")));
      play(api, deployed);
      fire(deployed);
      var second = cli.deploy(place.assembly());
      report.expect(
          "a second deployment changes nothing",
          (long) deployed.outputs().size(),
          second.unchanged());
      change(cli, api);
      destroy(cli, ministack.root());
    }
  }

  /// Under the roles that were deployed, each of which can do its work and nothing else.
  private void guarded(Certificate certificate) throws IOException, InterruptedException {
    place.fresh();
    report.tell("MiniStack with rights judged, over TLS");
    try (var ministack = MiniStack.guarded(place, python, certificate)) {
      report.tell("MiniStack answers at " + ministack.endpoint());
      var deployed = deploy(new Cdk(cdk, place.folder(), ministack.variables()), ministack);
      URI api = ministack.api(URI.create(deployed.output("ApiUrl")));
      var played = play(api, deployed);
      new Errands(new Api(api), played, report).run();
      fire(deployed);
      workedUnderItsRole(deployed);
      refusesTheRest(deployed);
    }
  }

  private Deployed deploy(Cdk cli, MiniStack ministack) throws IOException, InterruptedException {
    cli.bootstrap(MiniStack.REGION);
    report.tell("bootstrapped");
    var outputs = cli.deploy(place.assembly()).outputs();
    var deployed = Deployed.read(ministack.root(), outputs);
    report.tell("deployed %d functions".formatted(deployed.functions().size()));
    return deployed;
  }

  private PlayedDay.Played play(URI api, Deployed deployed) {
    var played = PlayedDay.play(api, deployed::asOperator, place.root(), report.out());
    report.expect("the played day comes out as it must", 0, played.differences().size());
    return played;
  }

  private void fire(Deployed deployed) {
    var schedules = new Schedules(deployed.root());
    for (var schedule : schedules.all()) {
      var function =
          deployed.functions().stream()
              .filter(each -> each.arn().equals(schedule.target()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("calls nobody: " + schedule));
      long before = deployed.calls(function);
      schedules.fireNow(schedule);
      report.holds(
          "a schedule calls " + function.word(),
          Run.eventually(Duration.ofSeconds(60), () -> deployed.calls(function) > before));
    }
  }

  private void change(Cdk cli, URI api) throws IOException, InterruptedException {
    var nobody = new Api(api).withHeaders(Map.of());
    String path = "/v1/members/nobody/account";
    report.expect("as built: the title", ChangedAssembly.TITLE, nobody.get(path).text("/title"));
    Path changed = Files.createDirectories(place.folder().resolve("changed"));
    ChangedAssembly.make(place.assembly(), changed);
    cli.deploy(changed);
    report.holds(
        "a changed function is served",
        Run.eventually(
            Duration.ofSeconds(30),
            () -> nobody.get(path).text("/title").equals(ChangedAssembly.CHANGED)));
  }

  private void workedUnderItsRole(Deployed deployed) {
    for (var function : deployed.functions()) {
      if (deployed.calls(function) == 0) {
        report.tell("no errand reaches %s: it gets an empty batch".formatted(function.word()));
        var nothing = Json.bytes(Json.object().set("Records", Json.array()));
        report.holds(
            function.word() + " takes it",
            !deployed.call(function.name(), nothing).functionError());
      }
      var log = deployed.log(function);
      var refused = log.stream().filter(line -> line.contains("AccessDenied")).toList();
      report.expect(function.word() + " may do what it does", List.of(), refused);
    }
  }

  private void refusesTheRest(Deployed deployed) {
    var table = new RightsTable(deployed);
    report.tell(
        "%d functions, %d rights on %d resources"
            .formatted(
                deployed.functions().size(), table.rights().size(), table.resources().size()));
    report.expect(
        "each function may do what its role gives and nothing else",
        List.of(),
        table.differences());
    report.expect("nobody without a signature may do any of it", List.of(), table.openToAnybody());
  }

  /// What holds data refuses, and once its protection is taken away it leaves all of it behind.
  private void destroy(Cdk cli, Aws root) throws IOException, InterruptedException {
    for (String stack : stacks(false)) {
      report.holds(stack + " is destroyed", cli.destroy(place.assembly(), stack).succeeded());
    }
    var held = Inventory.of(root);
    for (String stack : stacks(true)) {
      var refused = cli.destroy(place.assembly(), stack);
      report.holds(
          stack + " refuses to be destroyed",
          !refused.succeeded() && refused.output().contains("TerminationProtection"));
      var lifted = Map.of("StackName", stack, "EnableTerminationProtection", "false");
      root.query("cloudformation", "UpdateTerminationProtection", lifted).require();
      report.holds(
          stack + " goes without its protection", cli.destroy(place.assembly(), stack).succeeded());
    }
    report.expect("tables, bodies, keys and secrets are still there", held, Inventory.of(root));
  }

  private List<String> stacks(boolean isProtected) throws IOException {
    JsonNode manifest = Json.read(Files.readAllBytes(place.assembly().resolve("manifest.json")));
    return manifest.path("artifacts").properties().stream()
        .filter(one -> one.getValue().path("type").asText().equals("aws:cloudformation:stack"))
        .filter(
            one ->
                one.getValue().at("/properties/terminationProtection").asBoolean() == isProtected)
        .map(Map.Entry::getKey)
        .toList();
  }
}
