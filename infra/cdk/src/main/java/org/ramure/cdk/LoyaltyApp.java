// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/// Writes the cloud assembly: what is deployed, what the tests assert, what the local stack runs.
/// Without account or network, and the same bytes for the same input. A finding of cdk-nag that no
/// reason excuses ends it: there is no assembly which breaks a rule.
///
/// The only place that reads arguments, environment and context.
///
/// | setting | where | default |
/// |---|---|---|
/// | output folder | first argument, else {@code CDK_OUTDIR} | {@code target/cdk.out} |
/// | folder of the functions | second argument | {@code ../../functions} |
/// | zone of the nightly schedule | context {@code zone} | {@code Europe/Paris} |
public final class LoyaltyApp {

  private static final String PARIS = "Europe/Paris";

  private LoyaltyApp() {}

  public static void main(String... arguments) throws IOException {
    List<String> given = List.of(arguments);
    Optional<String> folder = argument(given, 0).or(() -> environment("CDK_OUTDIR"));
    Path out = Path.of(folder.orElse("target/cdk.out")).toAbsolutePath().normalize();
    Path functions = Path.of(argument(given, 1).orElse("../../functions")).toRealPath();
    var fingerprint = Fingerprint.of(functions, environment("CDK_CONTEXT_JSON").orElse(""));
    if (!fingerprint.isThatOf(out)) {
      NodeJs.require();
      Fingerprint.clear(out);
      synthesize(out, functions);
      refuseFindings(out);
      fingerprint.writeTo(out);
    }
  }

  private static Optional<String> argument(List<String> arguments, int index) {
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  private static void synthesize(Path out, Path functions) {
    var app = new App(properties(out));
    Object zone = Optional.ofNullable(app.getNode().tryGetContext("zone")).orElse(PARIS);
    var data = new DataStack(app, "RamureData");
    var settings = new Settings(functions, ZoneId.of(zone.toString()));
    new ComputeStack(app, "RamureCompute", settings, data);
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).reports(false).build());
    app.synth();
  }

  private static void refuseFindings(Path out) throws IOException {
    List<String> findings = Findings.in(out);
    if (!findings.isEmpty()) {
      Fingerprint.clear(out);
      throw new IllegalStateException(String.join("\n", findings));
    }
  }

  /// Nothing of the machine goes into the assembly: neither traces of its folders nor the versions
  /// of its tools. Exports between the stacks stay strong, so that nobody can take a table away
  /// from functions that use it.
  private static AppProps properties(Path out) {
    return AppProps.builder()
        .outdir(out.toString())
        .analyticsReporting(false)
        .treeMetadata(false)
        .stackTraces(false)
        .postCliContext(Map.of("@aws-cdk/core:defaultCrossStackReferences", "strong"))
        .build();
  }
}
