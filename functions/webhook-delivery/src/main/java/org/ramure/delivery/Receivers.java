// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.ramure.lambda.Environment;

/// Which machines may be receivers, and where they are.
///
/// @param whom beside the internet at large
/// @param names looks up names
record Receivers(Whom whom, Names names) {

  /// Set only where receivers are tried out on one machine: the local stack.
  private static final String LOOPBACK = "WEBHOOK_RECEIVERS_ON_LOOPBACK";

  enum Whom {
    PUBLIC,
    LOOPBACK_TOO
  }

  /// All addresses of a name.
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /// The name leads to where nothing is sent.
  static final class AddressRefused extends IOException {}

  static Receivers of(Environment environment) {
    var whom = environment.find(LOOPBACK).isPresent() ? Whom.LOOPBACK_TOO : Whom.PUBLIC;
    return new Receivers(whom, InetAddress::getAllByName);
  }

  boolean admitsLoopback() {
    return whom == Whom.LOOPBACK_TOO;
  }

  /// The addresses of a host, looked up now and each of them admitted: to these a request goes,
  /// without looking up the name again. One that is not admitted among others is one too many.
  ///
  /// @throws AddressRefused where there is one
  List<InetAddress> addresses(String host) throws IOException {
    var addresses = List.of(names.of(host));
    if (!addresses.stream().allMatch(this::admits)) {
      throw new AddressRefused();
    }
    return addresses;
  }

  private boolean admits(InetAddress address) {
    return PublicAddress.isPublic(address) || (admitsLoopback() && address.isLoopbackAddress());
  }
}
