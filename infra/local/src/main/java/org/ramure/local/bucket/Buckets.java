// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.bucket;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.ramure.local.template.Kind;
import org.ramure.local.template.Resource;
import org.ramure.local.template.Resources;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The buckets of the template in s3proxy, which checks every signature: files in the state folder.
public final class Buckets implements AutoCloseable {
  private final List<Resource> buckets;
  private final BlobStore files;
  private final S3Proxy server;

  private Buckets(List<Resource> buckets, BlobStore files, S3Proxy server) {
    this.buckets = buckets;
    this.files = files;
    this.server = server;
  }

  /// @param port 0 for any free one
  public static Buckets start(
      Resources resources, Path folder, int port, String accessKey, String secretKey)
      throws IOException {
    Files.createDirectories(folder);
    List<Resource> buckets = resources.of(Kind.BUCKET).toList();
    buckets.forEach(bucket -> bucket.refuse("NotificationConfiguration", "is not played yet"));
    var files = new FilesystemNio2BlobStore(folder.toString());
    buckets.forEach(bucket -> create(files, bucket.name()));
    var server =
        S3Proxy.builder()
            .blobStore(files)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
            .build();
    start(server);
    return new Buckets(buckets, files, server);
  }

  private static void create(BlobStore files, String name) {
    try {
      files.createContainer(CreateBucketRequest.builder().bucket(name).build());
    } catch (BucketAlreadyOwnedByYouException e) {
      // Kept from an earlier start.
    }
  }

  private static void start(S3Proxy server) throws IOException {
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // declared as such by s3proxy
      throw new IOException("s3proxy does not start", e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public List<Resource> all() {
    return buckets;
  }

  public List<S3Object> list(String bucket, int most) {
    return files
        .list(ListObjectsV2Request.builder().bucket(bucket).maxKeys(most).build())
        .contents();
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // declared as such by s3proxy
      throw new IOException("s3proxy does not stop", e);
    }
  }
}
