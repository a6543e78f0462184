// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench.clients;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.utils.AttributeMap;

/// The low-level client over each HTTP client, set up as the functions set it up: region and
/// credentials named outright.
final class SdkReaders {

  /// The CRT client cannot be given a certificate to trust. The others look at theirs, in a trust
  /// store of the usual size.
  private static final AttributeMap TRUST_ALL =
      AttributeMap.builder().put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true).build();

  private SdkReaders() {}

  static Reader synchronous(Candidate candidate, URI endpoint) {
    DynamoDbClient client = client(candidate, endpoint);
    return pk ->
        Account.of(client.getItem(get -> get.tableName(Reader.TABLE).key(Account.key(pk))).item());
  }

  static Reader asynchronous(URI endpoint) {
    DynamoDbAsyncClient client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_WEST_3)
            .credentialsProvider(credentials())
            .httpClient(NettyNioAsyncHttpClient.create())
            .build();
    return pk ->
        Account.of(
            client.getItem(get -> get.tableName(Reader.TABLE).key(Account.key(pk))).join().item());
  }

  static DynamoDbClient client(Candidate candidate, URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_3)
        .credentialsProvider(credentials())
        .httpClient(http(candidate))
        .build();
  }

  private static SdkHttpClient http(Candidate candidate) {
    return switch (candidate) {
      case APACHE -> ApacheHttpClient.create();
      case CRT -> AwsCrtHttpClient.builder().buildWithDefaults(TRUST_ALL);
      default -> UrlConnectionHttpClient.create();
    };
  }

  private static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench"));
  }
}
