// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The SDK's own clients, pointed at a stack.
public final class Clients {
  private Clients() {}

  public static SqsClient sqs(LocalStack stack) {
    return SqsClient.builder()
        .endpointOverride(stack.services())
        .region(Region.of(Credentials.REGION))
        .credentialsProvider(credentials(Credentials.SECRET_KEY))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  public static DynamoDbClient dynamoDb(LocalStack stack) {
    return DynamoDbClient.builder()
        .endpointOverride(stack.dynamoDb())
        .region(Region.of(Credentials.REGION))
        .credentialsProvider(credentials(Credentials.SECRET_KEY))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  public static S3Client s3(LocalStack stack) {
    return s3(stack, Credentials.SECRET_KEY);
  }

  static S3Client s3(LocalStack stack, String secretKey) {
    return S3Client.builder()
        .endpointOverride(stack.s3())
        .forcePathStyle(true)
        .region(Region.of(Credentials.REGION))
        .credentialsProvider(credentials(secretKey))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static StaticCredentialsProvider credentials(String secretKey) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(Credentials.ACCESS_KEY, secretKey));
  }
}
