// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class LoopbackTest {
  private final SampleStack sample;

  LoopbackTest(SampleStack sample) {
    this.sample = sample;
  }

  private Stream<URI> everyEndpoint() {
    LocalStack stack = sample.stack;
    return Stream.of(stack.api(), stack.services(), stack.s3(), stack.dynamoDb());
  }

  /// 127.0.0.2 is this machine too, but not the address the stack binds: a server on all addresses
  /// would answer there. So would one on an outside address, where there is one.
  @Test
  void nothing_listens_anywhere_but_on_loopback() throws Exception {
    List<InetAddress> others =
        Stream.concat(
                Stream.of(InetAddress.ofLiteral("127.0.0.2")),
                NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress()))
            .toList();
    for (URI endpoint : everyEndpoint().toList()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", endpoint.getPort()), 5_000);
      }
      for (InetAddress other : others) {
        assertThatIOException()
            .as(endpoint + " on " + other)
            .isThrownBy(
                () -> {
                  try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(other, endpoint.getPort()), 5_000);
                  }
                });
      }
    }
  }

  @Test
  void the_page_is_there_for_this_machine() throws Exception {
    var page = sample.get(URI.create(sample.stack.api() + "/_local"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Ramure · local stack</title>");
    var overview = sample.get(URI.create(sample.stack.api() + "/_local/api/overview"));
    assertThat(overview.body()).contains("\"name\":\"sample\"", "\"name\":\"Nightly\"");
  }

  /// What a page of somebody else's does whose name was made to resolve to 127.0.0.1.
  @Test
  void a_foreign_host_name_gets_neither_the_page_nor_a_service() throws Exception {
    assertThat(statusFor("GET /_local HTTP/1.1", "Host: evil.example", sample.stack.api()))
        .isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusFor("GET / HTTP/1.1", "Host: evil.example", sample.stack.services()))
        .isEqualTo("HTTP/1.1 403 Forbidden");
  }

  @Test
  void a_page_of_another_origin_cannot_pull_the_levers() throws Exception {
    String host = "Host: 127.0.0.1:" + sample.stack.api().getPort();
    String fire = "POST /_local/schedules/Nightly/fire HTTP/1.1";
    assertThat(statusFor(fire, host + "\r\nOrigin: http://evil.example", sample.stack.api()))
        .isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusFor(fire, host, sample.stack.api())).isEqualTo("HTTP/1.1 202 Accepted");
  }

  /// The JDK's client does not let a caller choose the host header.
  private static String statusFor(String request, String headers, URI endpoint) throws Exception {
    try (var socket = new Socket("127.0.0.1", endpoint.getPort())) {
      String text =
          request + "\r\n" + headers + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }
}
