// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ramure.dynamodb.DynamoDbLocal;
import org.ramure.dynamodb.DynamoDbProxy;
import org.ramure.local.bucket.Buckets;
import org.ramure.local.bus.EventBuses;
import org.ramure.local.dynamodb.DynamoDbCalls;
import org.ramure.local.dynamodb.Tables;
import org.ramure.local.gateway.HttpApi;
import org.ramure.local.http.Handler;
import org.ramure.local.http.Json;
import org.ramure.local.http.LoopbackServer;
import org.ramure.local.lambda.Functions;
import org.ramure.local.lambda.LocalFunction;
import org.ramure.local.mapping.Mappings;
import org.ramure.local.page.ApiPage;
import org.ramure.local.page.Page;
import org.ramure.local.queue.Queues;
import org.ramure.local.queue.SqsApi;
import org.ramure.local.schedule.Schedules;
import org.ramure.local.secret.Secrets;
import org.ramure.local.template.Assembly;
import org.ramure.local.template.Places;
import org.ramure.local.template.Resources;

/// The synthesized template, running on this machine.
public final class LocalStack implements AutoCloseable {
  private static final long POLL_NANOS = 2_000_000;

  private final OpenParts open;
  private final StateFolder state;
  private final LoopbackServer api;
  private final LoopbackServer services;
  private final Resources resources;
  private final DynamoDbLocal dynamoDbLocal;
  private final DynamoDbProxy proxy;
  private final DynamoDbCalls dynamoDb;
  private final Tables tables;
  private final Buckets buckets;
  private final Queues queues;
  private final EventBuses buses;
  private final Secrets secrets;
  private final Functions functions;
  private final Mappings mappings;
  private final Schedules schedules;

  /// Starts everything that the template names.
  ///
  /// @param progress gets a word about each part
  public static LocalStack start(Options options, Consumer<String> progress)
      throws IOException, InterruptedException {
    var open = new OpenParts();
    try {
      return new LocalStack(options, progress, open);
    } catch (IOException | InterruptedException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private LocalStack(Options options, Consumer<String> progress, OpenParts open)
      throws IOException, InterruptedException {
    this.open = open;
    state = open.add(StateFolder.open(options.state(), options.wipe()));
    // The servers listen at once, so that their addresses are known; requests wait for the parts.
    var apiReady = new CompletableFuture<Handler>();
    var servicesReady = new CompletableFuture<Handler>();
    api = listen(options.port(), 0, apiReady);
    services = listen(options.port(), 1, servicesReady);
    String queueUrls = services.uri() + "/" + Places.ACCOUNT;
    resources =
        Resources.resolve(
            Assembly.read(options.assembly()),
            new Places(
                Credentials.REGION,
                Places.ACCOUNT,
                api.uri().toString(),
                services.uri().toString()));
    progress.accept("template read");
    FutureTask<Buckets> s3 = inBackground(() -> startBuckets(options));
    dynamoDbLocal = open.add(DynamoDbLocal.onDisk(path("dynamodb")));
    proxy =
        open.add(
            DynamoDbProxy.inFrontOf(
                dynamoDbLocal.endpoint(), options.port() == 0 ? 0 : options.port() + 3));
    dynamoDb = open.add(new DynamoDbCalls(dynamoDbLocal.endpoint(), Credentials.REGION));
    tables = new Tables(resources);
    tables.create(dynamoDb);
    progress.accept(tables.all().size() + " tables");
    queues = new Queues(resources, path("queues"));
    buses = new EventBuses(resources, queues, path("events.jsonl"));
    secrets = new Secrets(resources, path("secrets"));
    buckets = await(s3);
    progress.accept("%d queues, %d buckets".formatted(queues.all().size(), buckets.all().size()));
    var environment = Credentials.environment(proxy.endpoint(), services.uri(), buckets.uri());
    functions =
        open.add(
            new Functions(resources, services.uri().getAuthority(), state.path(), environment));
    mappings =
        open.add(
            new Mappings(
                resources,
                functions,
                tables,
                queues,
                dynamoDb,
                () -> proxy.meter().total().writeUnits(),
                state.path(),
                options.retryDelay()));
    schedules = open.add(new Schedules(resources, functions, mappings));
    servicesReady.complete(
        new Services(functions, new SqsApi(queues, queueUrls), secrets, buses)::handle);
    apiReady.complete(publicHandler(gateway(options)));
    if (options.warmUp()) {
      functions.warmUp();
    }
    if (options.follows()) {
      mappings.start();
      schedules.start();
    }
    progress.accept(functions.all().size() + " functions");
  }

  private HttpApi gateway(Options options) {
    return options.throttled()
        ? HttpApi.of(resources, arn -> functions.get(arn)::invoke)
        : HttpApi.withoutThrottles(resources, arn -> functions.get(arn)::invoke);
  }

  private LoopbackServer listen(int port, int offset, CompletableFuture<Handler> ready)
      throws IOException {
    int chosen = port == 0 ? 0 : port + offset;
    Handler handler = request -> await(ready).handle(request);
    try {
      return open.add(
          LoopbackServer.start(chosen, offset == 0 ? handler : handler.forThisMachine()));
    } catch (BindException e) {
      throw new IllegalStateException(
          "Port " + chosen + " is taken. Choose another with -Dport=<port>, or 0 for any.", e);
    }
  }

  /// The pages have paths that no route of an API should ever need.
  private Handler publicHandler(HttpApi gateway) {
    Handler page = new Page(this)::handle;
    Handler contract = new ApiPage()::handle;
    Handler guardedPage = page.forThisMachine();
    Handler guardedContract = contract.forThisMachine();
    return request -> {
      if (ApiPage.serves(request)) {
        return guardedContract.handle(request);
      }
      return request.path().equals(Page.PATH) || request.path().startsWith(Page.PATH + "/")
          ? guardedPage.handle(request)
          : gateway.handle(request);
    };
  }

  private Buckets startBuckets(Options options) throws IOException {
    int port = options.port() == 0 ? 0 : options.port() + 2;
    return open.add(
        Buckets.start(
            resources, path("buckets"), port, Credentials.ACCESS_KEY, Credentials.SECRET_KEY));
  }

  private Path path(String part) {
    return state.path().resolve(part);
  }

  private static <T> FutureTask<T> inBackground(Callable<T> part) {
    var task = new FutureTask<>(part);
    Thread.startVirtualThread(task);
    return task;
  }

  private static <T> T await(java.util.concurrent.Future<T> part)
      throws IOException, InterruptedException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      throw new IOException("A part of the stack does not start", e.getCause());
    }
  }

  public URI api() {
    return api.uri();
  }

  /// SQS, EventBridge, Secrets Manager and Lambda.
  public URI services() {
    return services.uri();
  }

  /// Through the proxy: what is called here is metered, and may be disturbed.
  public URI dynamoDb() {
    return proxy.endpoint();
  }

  public DynamoDbProxy proxy() {
    return proxy;
  }

  public URI s3() {
    return buckets.uri();
  }

  /// Past the proxy: not metered, never disturbed.
  public DynamoDbCalls dynamoDbCalls() {
    return dynamoDb;
  }

  /// The process that holds the tables, for whoever wants to kill it.
  public ProcessHandle dynamoDbProcess() {
    return dynamoDbLocal.process();
  }

  public Tables tables() {
    return tables;
  }

  public Buckets buckets() {
    return buckets;
  }

  public Queues queues() {
    return queues;
  }

  public EventBuses buses() {
    return buses;
  }

  public Secrets secrets() {
    return secrets;
  }

  public Functions functions() {
    return functions;
  }

  public Schedules schedules() {
    return schedules;
  }

  /// Calls a function as Scheduler does: nobody waits, Lambda tries again.
  public void fireAndForget(String function, JsonNode event) {
    mappings.invokeAsync(functions.get(function), Json.bytes(event));
  }

  /// Returns when everything written before has been dealt with: no function runs, no queue with a
  /// consumer holds a message, no stream has more.
  public void awaitQuiet(Duration limit) throws TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long calls = calls();
      // Whoever runs now may still write what a stream has to tell.
      await(deadline, this::isIdle);
      long since = System.nanoTime();
      await(deadline, () -> mappings.isQuietSince(since));
      if (calls() == calls) {
        return;
      }
    }
  }

  private static void await(long deadline, BooleanSupplier condition) throws TimeoutException {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("Not quiet in time");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /// Whether nothing is under way at this moment, as far as can be seen without waiting.
  public boolean isIdle() {
    return functions.all().stream().noneMatch(LocalFunction::isBusy);
  }

  private long calls() {
    return functions.all().stream().mapToLong(LocalFunction::calls).sum();
  }

  @Override
  public void close() {
    open.close();
  }
}
