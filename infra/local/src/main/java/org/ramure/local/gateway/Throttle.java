// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/// The token bucket of a route.
///
/// The gateway's account limit is 10,000 a second with bursts of 5,000: what holds where a stage
/// says nothing.
final class Throttle {
  private final double perSecond;
  private final double burst;
  private double tokens;
  private long refilled = System.nanoTime();

  Throttle(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
  }

  static Throttle of(JsonNode stage, String routeKey) {
    JsonNode all = stage.path("DefaultRouteSettings");
    JsonNode own = stage.path("RouteSettings").path(routeKey);
    return new Throttle(
        setting("ThrottlingRateLimit", own, all, 10_000),
        setting("ThrottlingBurstLimit", own, all, 5_000));
  }

  static Throttle none() {
    return new Throttle(1e9, 1e9);
  }

  private static double setting(String name, JsonNode own, JsonNode all, double otherwise) {
    return own.path(name).asDouble(all.path(name).asDouble(otherwise));
  }

  synchronized boolean admits(long nanoTime) {
    tokens = Math.min(burst, tokens + (nanoTime - refilled) * perSecond / 1e9);
    refilled = nanoTime;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
