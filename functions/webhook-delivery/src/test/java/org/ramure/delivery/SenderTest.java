// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ramure.delivery.RudeReceiver.answering;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.delivery.Receivers.Names;
import org.ramure.delivery.Receivers.Whom;
import org.ramure.webhook.Attempt.Outcome;
import org.ramure.webhook.Attempt.Seen;
import org.ramure.webhook.WebhookEvent;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SenderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Instant AT = Instant.parse("2026-03-14T09:15:00Z");
  private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private static final String SECRET = Signature.newSecret();
  private static final WebhookEvent EVENT =
      new WebhookEvent(
          "e1", "org.ramure.voucher.minted.v1", AT, "{\"programme\":\"vosges\",\"é\":1}");

  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  private static Sender sender(Whom whom, Names names) {
    return new Sender(new Receivers(whom, names), TLS, PATIENCE, InstantSource.system());
  }

  private static Seen send(String url) {
    return send(sender(Whom.LOOPBACK_TOO, InetAddress::getAllByName), url);
  }

  private static Seen send(Sender sender, String url) {
    return sender.send(url, EVENT, List.of(SECRET), AT);
  }

  private static Outcome outcome(Seen seen) {
    return seen.attempt().outcome();
  }

  @Test
  void a_receiver_gets_the_very_event_signed_with_its_secret() {
    assertThat(outcome(send(receiver.url()))).isEqualTo(Outcome.DELIVERED);
    var got = receiver.got().getFirst();
    assertThat(got.body()).isEqualTo(EVENT.body());
    assertThat(got.target()).isEqualTo("/hooks?shop=1");
    assertThat(got.id()).isEqualTo("e1");
    assertThat(got.headers())
        .containsEntry("content-type", "application/cloudevents+json; charset=utf-8")
        .containsEntry("host", receiver.url().split("/")[2]);
    assertThat(got.isSignedWith(SECRET)).isTrue();
    assertThat(got.isSignedWith(Signature.newSecret())).isFalse();
  }

  @Test
  void while_secrets_change_each_of_them_verifies() {
    var old = Signature.newSecret();
    sender(Whom.LOOPBACK_TOO, InetAddress::getAllByName)
        .send(receiver.url(), EVENT, List.of(SECRET, old), AT);
    var got = receiver.got().getFirst();
    assertThat(got.signatures()).isEqualTo(2);
    assertThat(got.isSignedWith(SECRET)).isTrue();
    assertThat(got.isSignedWith(old)).isTrue();
  }

  @Test
  void a_secret_is_24_to_64_random_bytes_behind_its_prefix() {
    assertThat(SECRET).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(Signature.newSecret());
  }

  @ParameterizedTest
  @CsvSource({"200,DELIVERED", "204,DELIVERED", "400,REFUSED", "410,GONE", "500,REFUSED"})
  void the_status_decides(int status, Outcome outcome) {
    receiver.answerAlways(Receiver.Answer.of(status));
    var seen = send(receiver.url());
    assertThat(outcome(seen)).isEqualTo(outcome);
    assertThat(seen.attempt().status()).contains(status);
    assertThat(seen.attempt().at()).isEqualTo(AT);
  }

  @Test
  void a_redirect_is_not_followed() {
    try (var elsewhere = new Receiver()) {
      receiver.answerAlways(new Receiver.Answer(302, Map.of("location", elsewhere.url())));
      assertThat(outcome(send(receiver.url()))).isEqualTo(Outcome.REDIRECTED);
      assertThat(elsewhere.got()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          HEADER                        | SECONDS
          120                           | 120
          Sat, 14 Mar 2026 09:16:30 GMT | 90
          Sat, 14 Mar 2026 09:00:00 GMT | -1
          soon                          | -1
          -5                            | -1
          99999999999                   | -1
          """)
  void a_receiver_may_say_when_to_come_back(String header, long seconds) {
    receiver.answerAlways(new Receiver.Answer(429, Map.of("Retry-After", header)));
    var wish = send(receiver.url()).retryAfter();
    assertThat(wish.map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
  }

  @Test
  void one_that_does_not_answer_is_left_after_the_patience() {
    receiver.hold();
    assertThat(outcome(send(receiver.url()))).isEqualTo(Outcome.TIMED_OUT);
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_server_that_does_not_keep_to_HTTP {

    @Test
    void may_close_the_connection() {
      try (var rude = new RudeReceiver(answering(""))) {
        assertThat(outcome(send(rude.url()))).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(rude.connections()).as("a POST is not repeated on the sly").isEqualTo(1);
      }
    }

    @Test
    void may_say_nothing_or_too_little_at_a_time() {
      try (var silent = new RudeReceiver(RudeReceiver.silent())) {
        assertThat(outcome(send(silent.url()))).isEqualTo(Outcome.TIMED_OUT);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "SSH-2.0-OpenSSH_9.6\r\n\r\n",
          "HTTP/2 200\r\n\r\n",
          "HTTP/1.1 2000 OK\r\n\r\n",
          "HTTP/1.1 999 OK\r\n\r\n",
          "\r\n\r\n"
        })
    void may_speak_something_else(String bytes) {
      try (var rude = new RudeReceiver(answering(bytes))) {
        assertThat(outcome(send(rude.url()))).isEqualTo(Outcome.UNREADABLE);
      }
    }

    @Test
    void may_send_a_head_without_end() {
      try (var rude = new RudeReceiver(RudeReceiver.endless("HTTP/1.1 200 OK\r\n", "a: b\r\n"))) {
        assertThat(outcome(send(rude.url()))).isEqualTo(Outcome.UNREADABLE);
      }
    }

    @Test
    void may_send_a_body_without_end_of_which_nothing_is_kept() {
      try (var rude = new RudeReceiver(RudeReceiver.endless("HTTP/1.1 200 OK\r\n\r\n", "body"))) {
        assertThat(outcome(send(rude.url()))).isEqualTo(Outcome.DELIVERED);
      }
    }

    @Test
    void may_answer_in_between_before_it_answers() {
      var bytes = "HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.0 204\r\n\r\n";
      try (var rude = new RudeReceiver(answering(bytes))) {
        assertThat(send(rude.url()).attempt().status()).contains(204);
      }
    }

    @Test
    void may_not_be_there() throws IOException {
      int port;
      try (var free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      assertThat(outcome(send("http://127.0.0.1:" + port + "/")))
          .isEqualTo(Outcome.CONNECTION_FAILED);
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class A_name {

    @Test
    void that_leads_nowhere_is_said_so() {
      var sender =
          sender(
              Whom.PUBLIC,
              host -> {
                throw new UnknownHostException(host);
              });
      assertThat(outcome(send(sender, "https://shop.example.org/")))
          .isEqualTo(Outcome.NAME_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "fd00:ec2::254", "::ffff:10.0.0.1"})
    void that_leads_inside_is_refused_and_nobody_is_called(String address) {
      var sender = sender(Whom.PUBLIC, host -> InetAddress.getAllByName(address));
      assertThat(outcome(send(sender, "https://shop.example.org/")))
          .isEqualTo(Outcome.ADDRESS_REFUSED);
    }

    @Test
    void that_leads_inside_among_others_is_refused() {
      Names both =
          host ->
              new InetAddress[] {
                InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1")
              };
      assertThat(outcome(send(sender(Whom.PUBLIC, both), "https://shop.example.org/")))
          .isEqualTo(Outcome.ADDRESS_REFUSED);
    }

    /// Rebinding: whoever looks twice is shown two things. Here the second one would be refused, so
    /// a request that is delivered looked once.
    @Test
    void is_looked_up_once_and_the_request_goes_to_what_was_judged() {
      Queue<String> shown = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
      var sender = sender(Whom.LOOPBACK_TOO, host -> InetAddress.getAllByName(shown.remove()));
      var url = receiver.url().replace("127.0.0.1", "localhost");
      assertThat(outcome(send(sender, url))).isEqualTo(Outcome.DELIVERED);
      assertThat(shown).containsExactly("10.0.0.1");
      assertThat(outcome(send(sender, url))).isEqualTo(Outcome.ADDRESS_REFUSED);
    }

    @Test
    void with_a_dead_address_is_reached_at_the_next() {
      Names both =
          host ->
              new InetAddress[] {
                InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")
              };
      var url = receiver.url().replace("127.0.0.1", "localhost");
      assertThat(outcome(send(sender(Whom.LOOPBACK_TOO, both), url))).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void that_is_looked_up_for_ever_takes_the_patience_and_no_more() {
      var never = new java.util.concurrent.CountDownLatch(1);
      var sender =
          sender(
              Whom.PUBLIC,
              host -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                throw new UnknownHostException(host);
              });
      assertThat(outcome(send(sender, "https://shop.example.org/"))).isEqualTo(Outcome.TIMED_OUT);
      never.countDown();
    }
  }

  @Nested
  @DisplayNameGeneration(ReplaceUnderscores.class)
  class An_encrypted_receiver {

    private final HttpsServer server;
    private final SSLContext trusting;

    An_encrypted_receiver(@TempDir Path folder)
        throws IOException, GeneralSecurityException, InterruptedException {
      trusting = context(folder.resolve("store.p12"));
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(trusting));
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
    }

    @AfterEach
    void stop() {
      server.stop(0);
    }

    /// A certificate for {@code localhost} that only this test trusts.
    private static SSLContext context(Path store)
        throws IOException, GeneralSecurityException, InterruptedException {
      var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      var made =
          new ProcessBuilder(
                  (keytool
                          + " -genkeypair -alias a -keyalg EC -dname CN=localhost -ext"
                          + " san=dns:localhost -storetype PKCS12 -storepass changeit -keystore "
                          + store)
                      .split(" "))
              .redirectErrorStream(true)
              .start();
      made.getInputStream().readAllBytes();
      assertThat(made.waitFor()).isZero();
      var keys = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(store)) {
        keys.load(in, "changeit".toCharArray());
      }
      var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, "changeit".toCharArray());
      var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(keys);
      var context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    }

    private Outcome sent(SSLSocketFactory tls, String host) {
      var receivers = new Receivers(Whom.LOOPBACK_TOO, InetAddress::getAllByName);
      var sender = new Sender(receivers, tls, Duration.ofSeconds(10), InstantSource.system());
      return outcome(send(sender, "https://" + host + ":" + server.getAddress().getPort() + "/"));
    }

    @Test
    void is_delivered_to_under_its_name() {
      assertThat(sent(trusting.getSocketFactory(), "localhost")).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void is_not_believed_under_another_name() {
      assertThat(sent(trusting.getSocketFactory(), "127.0.0.1")).isEqualTo(Outcome.TLS_FAILED);
    }

    @Test
    void is_not_believed_with_a_certificate_of_its_own_making() {
      assertThat(sent(TLS, "localhost")).isEqualTo(Outcome.TLS_FAILED);
    }

    @Test
    void is_not_one_that_speaks_in_the_open() {
      RudeReceiver.Manner atOnce =
          connection -> {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
            connection.getInputStream().readAllBytes();
          };
      try (var open = new RudeReceiver(atOnce)) {
        var url = "https://localhost:" + open.port() + "/";
        assertThat(outcome(send(url))).isEqualTo(Outcome.TLS_FAILED);
      }
    }
  }
}
