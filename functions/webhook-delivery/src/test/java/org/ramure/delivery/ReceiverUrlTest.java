// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.delivery.Receivers.Whom;
import org.ramure.lambda.Json;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReceiverUrlTest {

  private static final Receivers PUBLIC = new Receivers(Whom.PUBLIC, InetAddress::getAllByName);
  private static final Receivers LOOPBACK =
      new Receivers(Whom.LOOPBACK_TOO, InetAddress::getAllByName);

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          URL                                  | HOST             | PORT | TARGET
          https://shop.example.org             | shop.example.org | 443  | /
          https://shop.example.org/            | shop.example.org | 443  | /
          https://SHOP.example.org/hooks?a=b%20c&d | shop.example.org | 443 | /hooks?a=b%20c&d
          https://shop.example.org:8443/hooks  | shop.example.org | 8443 | /hooks
          https://xn--caf-dma.example.org/h    | xn--caf-dma.example.org | 443 | /h
          """)
  void a_name_on_the_usual_ports_is_taken(String url, String host, int port, String target) {
    var taken = ReceiverUrl.of(url, PUBLIC);
    assertThat(taken.host()).isEqualTo(host);
    assertThat(taken.port()).isEqualTo(port);
    assertThat(taken.target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          URL                                   | WHY
          http://shop.example.org/hooks         | must begin with https://
          ftp://shop.example.org/hooks          | must begin with https://
          file:///etc/passwd                    | must begin with https://
          shop.example.org                      | must begin with https://
          https:/shop.example.org               | must name a host
          https://user:secret@shop.example.org  | must hold no user name
          https://shop.example.org@10.0.0.1/    | must hold no user name
          https://shop.example.org/#part        | must hold no fragment
          https://localhost/hooks               | must name a host
          https://shop/hooks                    | must name a host
          https://127.0.0.1/hooks               | must name a host
          https://93.184.216.34/hooks           | must name a host
          https://2130706433/hooks              | must name a host
          https://0x7f000001/hooks              | must name a host
          https://0x7f.1/hooks                  | is not a URL
          https://0177.0.0.1/hooks              | must name a host
          https://127.1/hooks                   | is not a URL
          https://[::1]/hooks                   | must name a host
          https://[::ffff:127.0.0.1]/hooks      | must name a host
          https://[fd00:ec2::254]/latest        | must name a host
          https://shop.example.org:80/hooks     | must use port 443 or 8443
          https://shop.example.org:22/hooks     | must use port 443 or 8443
          https://shop.example.org:6379/hooks   | must use port 443 or 8443
          https://shop.example.org:x/hooks      | is not a URL
          https://shop.example.org/a b          | must be visible ASCII
          https://café.example.org/hooks        | must be visible ASCII
          https://                              | is not a URL
          """)
  void anything_else_is_refused_by_its_field_and_reason(String url, String why) {
    assertThatThrownBy(() -> ReceiverUrl.of(url, PUBLIC))
        .isInstanceOfSatisfying(
            Json.Malformed.class, refused -> assertThat(refused.field()).isEqualTo("url"))
        .hasMessageContaining(why);
  }

  @Test
  void control_characters_cannot_write_headers() {
    assertThatThrownBy(() -> ReceiverUrl.of("https://shop.example.org/a\r\nhost: b", PUBLIC))
        .hasMessageContaining("visible ASCII");
  }

  @Test
  void it_has_an_end() {
    var url = "https://shop.example.org/" + "a".repeat(ReceiverUrl.LONGEST);
    assertThatThrownBy(() -> ReceiverUrl.of(url, PUBLIC)).hasMessageContaining("2000 characters");
  }

  @Test
  void a_receiver_on_this_machine_is_taken_only_where_that_is_set() {
    assertThat(ReceiverUrl.of("http://127.0.0.1:4711/hooks", LOOPBACK).port()).isEqualTo(4711);
    assertThatThrownBy(() -> ReceiverUrl.of("http://10.0.0.1:4711/hooks", LOOPBACK))
        .isInstanceOf(Json.Malformed.class);
    assertThatThrownBy(() -> ReceiverUrl.of("http://127.0.0.1:4711/hooks", PUBLIC))
        .isInstanceOf(Json.Malformed.class);
  }
}
