// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/// One deployment of Ramure, and how to speak with it. Holds the connections that all its clients
/// share; values only, so that one can be changed without the others.
public final class Ramure {

  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final URI address;
  private final HttpClient http;
  private final Manners manners;

  private Ramure(URI address, HttpClient http, Manners manners) {
    this.address = address;
    this.http = http;
    this.manners = manners;
  }

  /// @param address without a path, as the stack's output {@code ApiUrl} says it
  public static Ramure at(String address) {
    var http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    return new Ramure(URI.create(address), http, Manners.USUAL);
  }

  /// In which language sentences for people come; French where nothing is asked for.
  ///
  /// @param language {@code fr} or {@code en}
  public Ramure speaking(String language) {
    return new Ramure(address, http, manners.speaking(language));
  }

  /// How often calls are repeated, other than is published: {@link Retries#NONE} for a caller who
  /// repeats by itself.
  public Ramure retrying(Retries retries) {
    return new Ramure(address, http, manners.retrying(retries));
  }

  Ramure pausing(Pause pause) {
    return new Ramure(address, http, manners.pausing(pause));
  }

  /// @param credential an API key, or a member's token
  public RamureClient as(String credential) {
    return new RamureClient(new Transport(address, http, manners, Optional.of(credential)));
  }

  /// For calls that are signed instead.
  public RamureClient asNobody() {
    return new RamureClient(new Transport(address, http, manners, Optional.empty()));
  }
}
