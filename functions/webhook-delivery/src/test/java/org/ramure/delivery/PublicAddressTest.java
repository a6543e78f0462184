// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicAddressTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          WHAT                       | ADDRESS                              | PUBLIC
          a web server               | 93.184.216.34                        | true
          a name server              | 1.1.1.1                              | true
          below private              | 9.255.255.255                        | true
          above private              | 11.0.0.0                             | true
          below the other private    | 172.15.255.255                       | true
          above the other private    | 172.32.0.0                           | true
          below shared               | 100.63.255.255                       | true
          above shared               | 100.128.0.0                          | true
          below multicast            | 223.255.255.255                      | true
          unspecified                | 0.0.0.0                              | false
          this network               | 0.1.2.3                              | false
          private                    | 10.0.0.1                             | false
          private                    | 10.255.255.255                       | false
          private                    | 172.16.0.1                           | false
          private                    | 172.31.255.255                       | false
          private                    | 192.168.1.1                          | false
          shared by carriers         | 100.64.0.1                           | false
          shared by carriers         | 100.127.255.255                      | false
          loopback                   | 127.0.0.1                            | false
          loopback                   | 127.255.255.254                      | false
          link-local                 | 169.254.1.1                          | false
          metadata of the cloud      | 169.254.169.254                      | false
          the function's runtime     | 169.254.100.1                        | false
          protocol assignments       | 192.0.0.170                          | false
          documentation              | 192.0.2.1                            | false
          documentation              | 198.51.100.1                         | false
          documentation              | 203.0.113.1                          | false
          6to4 relay                 | 192.88.99.1                          | false
          benchmarks                 | 198.18.0.1                           | false
          benchmarks                 | 198.19.255.255                       | false
          multicast                  | 224.0.0.1                            | false
          multicast                  | 239.255.255.255                      | false
          reserved                   | 240.0.0.1                            | false
          broadcast                  | 255.255.255.255                      | false
          a web server               | 2606:2800:220:1:248:1893:25c8:1946   | true
          a name server              | 2a00:1450:4007:80e::200e             | true
          unspecified                | ::                                   | false
          loopback                   | ::1                                  | false
          mapped loopback            | ::ffff:127.0.0.1                     | false
          mapped private             | ::ffff:10.0.0.1                      | false
          mapped metadata            | ::ffff:169.254.169.254               | false
          mapped by hex              | ::ffff:a9fe:a9fe                     | false
          compatible loopback        | ::127.0.0.1                          | false
          NAT64 of loopback          | 64:ff9b::7f00:1                      | false
          NAT64 of the metadata      | 64:ff9b::169.254.169.254             | false
          NAT64, local               | 64:ff9b:1::a00:1                     | false
          discard                    | 100::1                               | false
          Teredo                     | 2001:0:4136:e378:8000:63bf:3fff:fdd2 | false
          ORCHID                     | 2001:20::1                           | false
          documentation              | 2001:db8::1                          | false
          documentation              | 3fff::1                              | false
          6to4 of private            | 2002:a00:1::                         | false
          segment routing            | 5f00::1                              | false
          unique local               | fc00::1                              | false
          unique local               | fd12:3456:789a::1                    | false
          metadata of the cloud      | fd00:ec2::254                        | false
          link-local                 | fe80::1                              | false
          site-local of old          | fec0::1                              | false
          multicast                  | ff02::1                              | false
          """)
  void only_the_internet_at_large_is_public(String what, String address, boolean isPublic)
      throws UnknownHostException {
    assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).as(what).isEqualTo(isPublic);
  }
}
