// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.auditor;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// As much of a bucket as is listed.
final class Bucket implements S3Client {

  final NavigableMap<String, Instant> objects = new ConcurrentSkipListMap<>();

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    var after = request.startAfter() == null ? "" : request.startAfter();
    var rest = objects.tailMap(after, false);
    return ListObjectsV2Response.builder()
        .contents(
            rest.entrySet().stream()
                .limit(request.maxKeys())
                .map(o -> S3Object.builder().key(o.getKey()).lastModified(o.getValue()).build())
                .toList())
        .isTruncated(rest.size() > request.maxKeys())
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
