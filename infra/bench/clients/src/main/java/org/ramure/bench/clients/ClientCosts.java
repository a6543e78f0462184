// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramure.bench.TlsFront;
import org.ramure.dynamodb.DynamoDbLocal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Compares the candidates: each is measured in processes of its own, with the class path its zip
/// would have, in turns, so that whatever else the machine does falls on all alike.
final class ClientCosts {

  private final DynamoDbLocal local;
  private final TlsFront tls;
  private final Path folder;

  private ClientCosts(DynamoDbLocal local, TlsFront tls, Path folder) {
    this.local = local;
    this.tls = tls;
    this.folder = folder;
  }

  /// @param arguments the number of rounds of cold starts, and which measurements, by their names
  static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("bench");
    try (var local = DynamoDbLocal.inMemory();
        var tls = TlsFront.inFrontOf(local.endpoint(), folder)) {
      var costs = new ClientCosts(local, tls, folder);
      costs.prepare();
      for (String measurement : arguments[1].split(",")) {
        costs.report(Measurement.valueOf(measurement.toUpperCase(Locale.ROOT)), rounds);
      }
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        Stream.concat(files, Stream.of(folder)).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private void prepare() {
    try (DynamoDbClient client = SdkReaders.client(Candidate.URL_CONNECTION, local.endpoint())) {
      client.createTable(
          table ->
              table
                  .tableName(Reader.TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      a -> a.attributeName("pk").attributeType(ScalarAttributeType.S),
                      a -> a.attributeName("sk").attributeType(ScalarAttributeType.S))
                  .keySchema(
                      k -> k.attributeName("pk").keyType(KeyType.HASH),
                      k -> k.attributeName("sk").keyType(KeyType.RANGE)));
      client.putItem(put -> put.tableName(Reader.TABLE).item(Account.example("M1").item()));
    }
  }

  private void report(Measurement measurement, int coldRounds) throws Exception {
    int rounds = measurement.rounds(coldRounds);
    if (measurement == Measurement.AOT) {
      for (Candidate candidate : Candidate.values()) {
        run("train", candidate, tls.endpoint(), "-XX:AOTCacheOutput=" + cache(candidate));
      }
    }
    Map<Candidate, Samples> plain = empty();
    Map<Candidate, Samples> encrypted = empty();
    for (int round = 0; round < rounds; round++) {
      System.err.printf("%s: round %d of %d%n", measurement, round + 1, rounds);
      for (Candidate candidate : Candidate.values()) {
        samples(plain, candidate).add(measure(measurement, candidate, local.endpoint()));
        samples(encrypted, candidate).add(measure(measurement, candidate, tls.endpoint()));
      }
    }
    System.out.printf("%n### %s, %d rounds%n%n", measurement.title(), rounds);
    System.out.println("| | http: CPU | least | × | wall | https: CPU | least | × | wall | zip |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (Candidate candidate : Candidate.values()) {
      System.out.printf(
          "| %s | %s | %s | +%.2f MB |%n",
          candidate.title(),
          row(plain, candidate),
          row(encrypted, candidate),
          megabytes(candidate));
    }
  }

  private static String row(Map<Candidate, Samples> all, Candidate candidate) {
    Samples own = samples(all, candidate);
    double ratio = own.cpu() / samples(all, Candidate.URL_CONNECTION).cpu();
    return "%.2f | %.2f | %.2f | %.2f".formatted(own.cpu(), own.leastCpu(), ratio, own.wall());
  }

  private static Map<Candidate, Samples> empty() {
    Map<Candidate, Samples> samples = new EnumMap<>(Candidate.class);
    for (Candidate candidate : Candidate.values()) {
      samples.put(candidate, new Samples());
    }
    return samples;
  }

  private static Samples samples(Map<Candidate, Samples> all, Candidate candidate) {
    return Objects.requireNonNull(all.get(candidate));
  }

  private String measure(Measurement measurement, Candidate candidate, URI endpoint)
      throws IOException, InterruptedException {
    return measurement == Measurement.AOT
        ? run("cold", candidate, endpoint, "-XX:AOTCache=" + cache(candidate))
        : run(measurement.name().toLowerCase(Locale.ROOT), candidate, endpoint, "-Xshare:auto");
  }

  private Path cache(Candidate candidate) {
    return folder.resolve(candidate + ".aot");
  }

  private String run(String what, Candidate candidate, URI endpoint, String flag)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Djavax.net.ssl.trustStore=" + TlsFront.trust(folder),
            flag,
            "-cp",
            classPath(candidate),
            Subject.class.getName(),
            what,
            candidate.name(),
            endpoint.toString());
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    String result = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      String errors = Files.readString(folder.resolve("errors"));
      throw new IllegalStateException("Failed: " + command + "\n" + errors);
    }
    return result.strip();
  }

  /// This program, the SDK, and what the candidate adds: what a zip would hold.
  private static String classPath(Candidate candidate) {
    return classPath()
        .filter(path -> belongs(path, candidate))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean belongs(String path, Candidate candidate) {
    boolean addedByAny = Stream.of(Candidate.values()).anyMatch(any -> isAddedBy(any, path));
    boolean common =
        Files.isDirectory(Path.of(path))
            || Stream.of("bench-", "jackson-core", "jspecify").anyMatch(name(path)::startsWith)
            || path.contains(Path.of("software", "amazon").toString())
            || Stream.of("reactive-streams", "slf4j-api").anyMatch(name(path)::startsWith);
    return isAddedBy(candidate, path) || (common && !addedByAny);
  }

  private static boolean isAddedBy(Candidate candidate, String path) {
    return candidate.jars().stream().anyMatch(name(path)::startsWith);
  }

  private static double megabytes(Candidate candidate) {
    return classPath()
            .filter(path -> isAddedBy(candidate, path))
            .mapToLong(path -> new File(path).length())
            .sum()
        / 1e6;
  }

  private static Stream<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(ClientCosts::packaged);
  }

  /// This module's own classes as a jar, because an AOT cache takes no folders.
  private static String packaged(String path) {
    File[] jars = new File(path, "..").listFiles((_, name) -> name.matches("bench-.*\\.jar"));
    return jars == null || jars.length == 0 || !path.endsWith("classes") ? path : jars[0].getPath();
  }

  private static String name(String path) {
    return Path.of(path).getFileName().toString();
  }
}
