// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ramure.table.TableShape;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/// All that a function gets from outside: its variables, the clock and the SDK's clients. Read
/// once, by the constructor that wires a handler; nothing else looks at the process.
public final class Environment {

  private final Map<String, String> variables;
  private final InstantSource clock;
  private final Supplier<SdkHttpClient> http = once(Environment::httpClient);
  private final Supplier<DynamoDbClient> dynamoDb = once(() -> client(DynamoDbClient.builder()));
  private final Supplier<Secrets> secrets = once(Secrets::new);
  private final Supplier<Queues> queues = once(Queues::new);

  /// Not every function carries the clients of these services, so their classes are named where
  /// nobody looks who does without.
  private final class Secrets {
    private final SecretsManagerClient client = client(SecretsManagerClient.builder());
  }

  private final class Queues {
    private final SqsClient client = client(SqsClient.builder());
  }

  public Environment(Map<String, String> variables, InstantSource clock) {
    this.variables = Map.copyOf(variables);
    this.clock = clock;
  }

  public static Environment ofProcess() {
    return new Environment(System.getenv(), InstantSource.system());
  }

  /// Real time. A sandbox programme's own clock is read from its item, never from here.
  public InstantSource clock() {
    return clock;
  }

  /// The value of a variable without which the function cannot work.
  public String require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException("environment variable missing: " + name));
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(variables.get(name)).filter(v -> !v.isBlank());
  }

  /// The physical name of a table.
  public String table(TableShape shape) {
    return require(shape.environment());
  }

  /// The queue whose URL a variable holds.
  public MessageQueue queue(String variable) {
    var url = require(variable);
    return body -> sqs().sendMessage(m -> m.queueUrl(url).messageBody(body));
  }

  /// The same queue for work that is not to be done yet.
  public LaterQueue laterQueue(String variable) {
    var url = require(variable);
    return (body, delay) ->
        sqs()
            .sendMessage(
                m -> m.queueUrl(url).messageBody(body).delaySeconds((int) delay.toSeconds()));
  }

  /// The queue whose URL a variable holds, and that keeps the order within a group.
  public OrderedQueue orderedQueue(String variable) {
    var url = require(variable);
    return (group, body) -> sqs().sendMessage(inLine(url, group, body));
  }

  /// Only the SDK's own repeats of this call are repeats. What is done may be due again a minute
  /// later, and SQS drops without a word what it takes for a repeat.
  static SendMessageRequest inLine(String url, String group, String body) {
    return SendMessageRequest.builder()
        .queueUrl(url)
        .messageGroupId(group)
        .messageDeduplicationId(UUID.randomUUID().toString())
        .messageBody(body)
        .build();
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb.get();
  }

  public SecretsManagerClient secrets() {
    return secrets.get().client;
  }

  public SqsClient sqs() {
    return queues.get().client;
  }

  /// A client of any other service, set up like ours: region and credentials named outright,
  /// because searching for them costs a cold start; three attempts, because a till is waiting.
  public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.of(require("AWS_REGION")))
        .credentialsProvider(credentials())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
        .httpClient(http.get())
        .build();
  }

  /// A snapshot must not hold keys, so a function started from one finds them at an address.
  private AwsCredentialsProvider credentials() {
    return find("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()
        ? ContainerCredentialsProvider.create()
        : EnvironmentVariableCredentialsProvider.create();
  }

  /// The one place that chooses the HTTP client of all services.
  private static SdkHttpClient httpClient() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(1))
        .socketTimeout(Duration.ofSeconds(5))
        .build();
  }

  /// What is made when first needed, and kept.
  public static <T> Supplier<T> once(Supplier<T> make) {
    return new Supplier<>() {
      private @Nullable T made;

      @Override
      public synchronized T get() {
        if (made == null) {
          made = make.get();
        }
        return made;
      }
    };
  }
}
