// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ramure.bench.MeasuredFunction.Aws;
import org.ramure.bench.minimal.MinimalHandler;
import org.ramure.bench.minimal.SignedCalls;
import org.ramure.local.LocalStack;
import org.ramure.local.Options;
import org.ramure.local.http.Json;
import org.ramure.local.lambda.FunctionSpec;

/// Plays each case once on a local stack that follows nothing, and keeps what AWS answered, so that
/// it can be measured against those answers alone.
final class Rehearsal implements AutoCloseable {

  static final String CHECK = "check";
  static final String REDEEM = "redeem";
  static final String ACCRUAL = "accrual";

  private static final String MEMBER = "camille@example.com";

  private final Path folder;
  private final List<Case> cases = new ArrayList<>();

  /// One call of one function, ready to be repeated.
  ///
  /// @param first what a new process of the function asks AWS for
  /// @param further what it asks for when it is warm
  record Case(
      String name,
      FunctionSpec spec,
      Tape aws,
      byte[] event,
      FunctionSpec first,
      FunctionSpec further) {}

  private final List<String> wanted;

  /// @param wanted names of cases
  Rehearsal(Path root, Path folder, List<String> wanted) throws IOException, InterruptedException {
    this.folder = folder;
    this.wanted = List.copyOf(wanted);
    var options =
        Options.of(root.resolve("infra/cdk/target/cdk.out"), folder.resolve("stack"))
            .withFollowing(false);
    try (var stack = LocalStack.start(options, _ -> {});
        var brand = Brand.open(stack, root)) {
      record(stack, brand);
    }
  }

  Case named(String name) {
    return cases.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private void record(LocalStack stack, Brand brand) throws IOException, InterruptedException {
    String member = brand.enrol(MEMBER);
    brand.purchase("A", MEMBER, "160.00");
    invoke(stack, "points-accrual", changed(stack, "Purchases", "#A ORDER"));
    invoke(stack, "voucher-minting", changed(stack, "Ledger", " ACCOUNT"));
    String code = brand.codes(member).getFirst();
    brand.purchase("B", MEMBER, "89.90");
    add(stack, ACCRUAL, "points-accrual", changed(stack, "Purchases", "#B ORDER"));
    add(stack, CHECK, "voucher-redemption", call(brand, "check", code));
    add(stack, REDEEM, "voucher-redemption", call(brand, "redemptions", code));
  }

  private static void invoke(LocalStack stack, String function, byte[] event)
      throws InterruptedException {
    var _ = stack.functions().get(function).invoke(event);
  }

  /// Lets the function do its work on the stack, and once more on what was kept: what it asks for
  /// the first time and what when it is warm is what the minimal functions ask for.
  private void add(LocalStack stack, String name, String function, byte[] event)
      throws IOException, InterruptedException {
    if (!wanted.contains(name)) {
      return;
    }
    Tape aws = Tape.recording(service -> home(stack, service));
    FunctionSpec spec = stack.functions().get(function).spec();
    try (var recorded = new MeasuredFunction(spec, Aws.at(aws.endpoint()), folder, List.of())) {
      recorded.call(event);
      FunctionSpec first = minimal(spec, name + "-first", aws.asked());
      aws.play();
      recorded.call(event);
      FunctionSpec further = minimal(spec, name + "-further", aws.asked());
      cases.add(new Case(name, spec, aws, event, first, further));
    }
  }

  private static URI home(LocalStack stack, URI service) {
    return service.toString().startsWith("DynamoDB") ? stack.dynamoDb() : stack.services();
  }

  /// The stream's record of an item as it is now.
  ///
  /// @param end of its two keys, which no other item of the table has
  private static byte[] changed(LocalStack stack, String table, String end)
      throws IOException, InterruptedException {
    String name =
        stack.tables().all().stream()
            .filter(one -> one.logicalId().contains(table))
            .findFirst()
            .orElseThrow()
            .name();
    JsonNode scan = stack.dynamoDbCalls().call("Scan", Json.object().put("TableName", name));
    for (JsonNode item : scan.path("Items")) {
      if ((item.at("/pk/S").asText() + " " + item.at("/sk/S").asText()).endsWith(end)) {
        return Json.bytes(record(item));
      }
    }
    throw new IllegalStateException("Nothing in " + name + " has a key that ends with " + end);
  }

  private static ObjectNode record(JsonNode item) {
    var event = Json.object();
    var record = event.putArray("Records").addObject();
    record.put("eventID", "1").put("eventName", "INSERT").put("eventVersion", "1.1");
    record.put("eventSource", "aws:dynamodb").put("awsRegion", "eu-west-3");
    var change = record.putObject("dynamodb").put("ApproximateCreationDateTime", 1_780_000_000L);
    var keys = change.putObject("Keys");
    keys.set("pk", item.path("pk"));
    keys.set("sk", item.path("sk"));
    change.set("NewImage", item);
    change.put("SequenceNumber", "100000000000000000001").put("SizeBytes", 900);
    change.put("StreamViewType", "NEW_AND_OLD_IMAGES");
    return event;
  }

  /// A till's call, as the gateway hands it over.
  private static byte[] call(Brand brand, String what, String code)
      throws IOException, InterruptedException {
    String path = "/v1/vouchers/" + what;
    var event = Json.object().put("version", "2.0").put("routeKey", "POST " + path);
    event.put("rawPath", path).put("rawQueryString", "");
    event.set(
        "headers",
        Json.of(
            Map.of(
                "authorization", "Bearer " + brand.newTillKey(),
                "content-type", "application/json",
                "accept-language", "fr",
                "host", "api.example.com",
                "user-agent", "till/1.0",
                "x-forwarded-for", "192.0.2.1",
                "x-forwarded-port", "443",
                "x-forwarded-proto", "https")));
    var context = event.putObject("requestContext").put("accountId", "000000000000");
    context.put("apiId", "bench").put("requestId", "bench-1").put("stage", "$default");
    context.putObject("http").put("method", "POST").put("path", path).put("sourceIp", "192.0.2.1");
    event.put("body", Brand.use(code, "ticket-9").toString()).put("isBase64Encoded", false);
    return Json.bytes(event);
  }

  /// A function that sends these requests, with as much memory as another.
  FunctionSpec minimal(FunctionSpec like, String name, List<String> requests) throws IOException {
    Path zip = folder.resolve("minimal-" + name + ".zip");
    Files.write(zip, zip(requests));
    return new FunctionSpec(
        "Minimal",
        "minimal-" + name,
        like.arn(),
        "minimal-" + name,
        MinimalHandler.class.getName(),
        zip,
        like.memoryMb(),
        like.timeout(),
        like.limit(),
        Map.of());
  }

  private static byte[] zip(List<String> requests) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Class<?> type : List.of(MinimalHandler.class, SignedCalls.class)) {
        put(zip, type.getName().replace('.', '/') + ".class", content(type));
      }
      String request = MinimalHandler.class.getName().replace('.', '/') + "$Request.class";
      put(zip, request, resource("/" + request));
      put(
          zip,
          MinimalHandler.REQUESTS,
          String.join("\n", requests).getBytes(StandardCharsets.UTF_8));
      put(zip, "lib/jackson-core.jar", Files.readAllBytes(jarOf(JsonFactory.class)));
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
  }

  private static byte[] content(Class<?> type) throws IOException {
    return resource("/" + type.getName().replace('.', '/') + ".class");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = Rehearsal.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    }
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    cases.forEach(one -> one.aws().close());
  }
}
