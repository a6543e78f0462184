// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/// Gives tests a {@link DynamoDbClient}, the {@link DynamoDbProxy} it goes through, the
/// {@link DynamoDbLocal} behind, and {@link TableNames} of their class's own, as parameters of
/// constructors and methods. All tests of a JVM share one DynamoDB in memory; faults and hooks do
/// not outlive their test.
public final class DynamoDbExtension implements ParameterResolver, BeforeEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(DynamoDbExtension.class);

  private static final Map<Class<?>, Function<ExtensionContext, Object>> PARAMETERS =
      Map.of(
          DynamoDbClient.class, context -> shared(context).client,
          DynamoDbProxy.class, context -> shared(context).proxy,
          DynamoDbLocal.class, context -> shared(context).local,
          TableNames.class, DynamoDbExtension::names);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return Objects.requireNonNull(PARAMETERS.get(type)).apply(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shared(context).proxy.calm();
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
  }

  /// The outermost class, so that nested ones use its tables.
  private static TableNames names(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    while (test.getEnclosingClass() != null) {
      test = test.getEnclosingClass();
    }
    Class<?> outermost = test;
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(outermost, key -> TableNames.of(outermost), TableNames.class);
  }

  /// A client for any DynamoDB of this module.
  public static DynamoDbClient client(URI endpoint) {
    return configured(endpoint).build();
  }

  /// One that tries a refused call as often as the functions do.
  public static DynamoDbClient askingAsFunctionsDo(URI endpoint) {
    return configured(endpoint)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
        .build();
  }

  /// The same, not built yet: for other retries, for example.
  public static DynamoDbClientBuilder configured(URI endpoint) {
    var anyone = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_3)
        .credentialsProvider(anyone)
        .httpClient(UrlConnectionHttpClient.create());
  }

  private record Shared(DynamoDbLocal local, DynamoDbProxy proxy, DynamoDbClient client)
      implements AutoCloseable {

    static Shared start() {
      DynamoDbLocal local = DynamoDbLocal.inMemory();
      DynamoDbProxy proxy = DynamoDbProxy.inFrontOf(local.endpoint());
      return new Shared(local, proxy, DynamoDbExtension.client(proxy.endpoint()));
    }

    @Override
    public void close() {
      client.close();
      proxy.close();
      local.close();
    }
  }
}
