// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Whether an address belongs to the internet at large. Whoever may enter a receiver must not reach
/// with it what only this function can reach: its own machine, its network, the metadata of the
/// cloud.
///
/// Of IPv4, what the registries of IANA list as special is refused. Of IPv6, only the block of
/// global unicast is admitted, without its parts that are special or carry an IPv4 address inside:
/// so loopback, link-local, unique local, multicast, NAT64 and whatever is not assigned yet are
/// out. An IPv4 address mapped into IPv6 is the IPv4 address: the JDK makes one of it.
final class PublicAddress {

  private static final List<Block> SPECIAL_V4 =
      List.of(
          Block.of("0.0.0.0", 8), // this network
          Block.of("10.0.0.0", 8), // private
          Block.of("100.64.0.0", 10), // shared by carriers
          Block.of("127.0.0.0", 8), // loopback
          Block.of("169.254.0.0", 16), // link-local, metadata of clouds
          Block.of("172.16.0.0", 12), // private
          Block.of("192.0.0.0", 24), // protocol assignments
          Block.of("192.0.2.0", 24), // documentation
          Block.of("192.31.196.0", 24), // AS112
          Block.of("192.52.193.0", 24), // AMT
          Block.of("192.88.99.0", 24), // 6to4 relays
          Block.of("192.168.0.0", 16), // private
          Block.of("192.175.48.0", 24), // AS112
          Block.of("198.18.0.0", 15), // benchmarks
          Block.of("198.51.100.0", 24), // documentation
          Block.of("203.0.113.0", 24), // documentation
          Block.of("224.0.0.0", 4), // multicast
          Block.of("240.0.0.0", 4)); // reserved, broadcast

  private static final Block GLOBAL_V6 = Block.of("2000::", 3);

  private static final List<Block> SPECIAL_V6 =
      List.of(
          Block.of("2001::", 23), // protocol assignments, Teredo
          Block.of("2001:db8::", 32), // documentation
          Block.of("2002::", 16), // 6to4
          Block.of("2620:4f:8000::", 48), // AS112
          Block.of("3fff::", 20)); // documentation

  private PublicAddress() {}

  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> SPECIAL_V4.stream().noneMatch(block -> block.contains(v4));
      case Inet6Address v6 ->
          GLOBAL_V6.contains(v6) && SPECIAL_V6.stream().noneMatch(block -> block.contains(v6));
      default -> false;
    };
  }

  /// @param network its first address
  /// @param bits of it that every address of the block has in common
  private record Block(byte[] network, int bits) {

    static Block of(String network, int bits) {
      try {
        return new Block(InetAddress.getByName(network).getAddress(), bits);
      } catch (UnknownHostException noLiteral) {
        throw new IllegalArgumentException(network, noLiteral);
      }
    }

    boolean contains(InetAddress address) {
      var other = address.getAddress();
      if (other.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        if (((network[bit / 8] ^ other[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
