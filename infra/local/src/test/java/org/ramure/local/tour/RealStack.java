// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.ramure.dynamodb.CallPattern;
import org.ramure.local.LocalStack;
import org.ramure.local.LogFiles;
import org.ramure.local.Options;
import org.ramure.local.template.Resource;
import org.ramure.local.tour.Api.Answer;
import org.ramure.local.tour.ShopifyOrder.Item;

/// The template and the zips that deploy, running, and a brand on them.
final class RealStack implements AutoCloseable {
  static final Path ASSEMBLY = Brand.ROOT.resolve("infra/cdk/target/cdk.out");
  static final Duration PATIENCE = Duration.ofSeconds(120);

  final LocalStack stack;
  final Brand brand;
  private final Path logs;
  private final Set<String> secrets = new TreeSet<>();

  private RealStack(LocalStack stack, Path logs) {
    this.stack = stack;
    this.logs = logs;
    this.brand = Brand.open(stack.api(), stack.services());
    this.secrets.addAll(brand.secrets());
  }

  static RealStack start(Path folder) throws IOException, InterruptedException {
    var state = folder.resolve("state");
    var options = Options.of(ASSEMBLY, state).withRetryDelay(Duration.ofMillis(100));
    return new RealStack(LocalStack.start(options, _ -> {}), state.resolve("logs"));
  }

  List<Customer> join(String... names) {
    var joined = Arrays.stream(names).map(brand::joins).toList();
    joined.forEach(customer -> secrets.addAll(customer.secrets()));
    return joined;
  }

  /// The code of a voucher that a new order brings: 180 points, of which 30 are left.
  String voucherOf(Customer customer) throws TimeoutException {
    var order = Brand.order(customer, new Item("SE-EPO-50", "Serviette éponge", 4, "45.00"));
    assertThat(brand.shop().paid(order).status()).isEqualTo(200);
    awaitQuiet();
    var code = customer.codes().getFirst();
    secrets.add(code);
    secrets.add(code.replace(" ", ""));
    return code;
  }

  String tokenOf(Customer customer) {
    var path = "/v1/members/" + customer.id() + "/tokens";
    var token = brand.web().post(path, Map.of()).text("/token");
    secrets.add(token);
    return token;
  }

  /// For {@link #requireDiscreetLogs}.
  void keepSecret(String... more) {
    secrets.addAll(List.of(more));
  }

  /// The ring by which members' tokens are made.
  ///
  /// @param current generation, with its {@code key}
  record Ring(String current, String key) {}

  Ring tokenKeys() {
    var ring = Api.tree(stack.secrets().get(tokenSecret()));
    var current = ring.path("current").asText();
    return new Ring(current, ring.path(current).asText());
  }

  /// Under which the ring lies in Secrets Manager.
  String tokenSecret() {
    var environment = stack.functions().get("member-registry").spec().environment();
    return Objects.requireNonNull(environment.get("TOKEN_KEYS"));
  }

  /// What is about a person, or opens something, is in no line of any log.
  void requireDiscreetLogs() throws IOException {
    requireDiscreet(LogFiles.lines(logs), secrets);
  }

  static void requireDiscreet(List<String> lines, Collection<String> secrets) {
    assertThat(lines).as("there are logs").isNotEmpty();
    for (String line : lines) {
      var lower = line.toLowerCase(Locale.ROOT);
      assertThat(secrets)
          .as(line)
          .noneMatch(secret -> lower.contains(secret.toLowerCase(Locale.ROOT)));
    }
  }

  /// @param word of the table in the template, as Ledger
  String table(String word) {
    return stack.tables().all().stream()
        .map(Resource::name)
        .filter(name -> name.contains(word))
        .findFirst()
        .orElseThrow();
  }

  CallPattern calls(String operation, String table) {
    return CallPattern.of(operation).table(table(table));
  }

  /// Whether what the call asks for is done before its process dies.
  enum Moment {
    BEFORE_THE_WRITE,
    BEFORE_ITS_ANSWER
  }

  /// Kills the function's processes when the n-th of these calls has left one of them.
  ///
  /// @return how often it has happened
  AtomicInteger kill(String function, CallPattern calls, int nth, Moment moment) {
    var kills = new AtomicInteger();
    stack
        .proxy()
        .before(
            calls,
            nth,
            _ -> {
              stack.functions().get(function).kill();
              kills.incrementAndGet();
              if (moment == Moment.BEFORE_THE_WRITE) {
                throw new IllegalStateException("its process is dead");
              }
            });
    return kills;
  }

  /// Returns when everything that was sent has been dealt with.
  void awaitQuiet() throws TimeoutException {
    stack.awaitQuiet(PATIENCE);
  }

  /// Sends all at once as paid, each again until it is taken, as shops do.
  List<Answer> untilTaken(List<ShopifyOrder> orders) throws Exception {
    return atOnce(
        orders.stream()
            .<Callable<Answer>>map(order -> () -> untilAnswered(() -> brand.shop().paid(order)))
            .toList());
  }

  /// Sends again for as long as something is broken.
  static Answer untilAnswered(Supplier<Answer> message) {
    return untilAnswered(message, answer -> answer.status() < 500);
  }

  static Answer untilAnswered(Supplier<Answer> message, Predicate<Answer> isOne) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer = message.get();
      if (isOne.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as("taken in time, not %s", answer).isLessThan(deadline);
    }
  }

  static <T> List<T> atOnce(List<? extends Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (var answer : executor.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Override
  public void close() {
    stack.close();
  }
}
