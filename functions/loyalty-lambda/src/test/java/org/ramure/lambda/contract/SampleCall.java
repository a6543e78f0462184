// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import org.ramure.lambda.gateway.Exchange;
import org.ramure.lambda.gateway.GatewayEvent;

/// A call with the body that the contract shows, which has to get the answer that it shows.
///
/// @param path the parameters that the route names
/// @param answer the name of the sample
public record SampleCall(
    String routeKey, Map<String, String> path, String bearer, int status, String answer) {

  public ObjectNode event() {
    return GatewayEvent.of(routeKey, path, bearer, operation().requestSample());
  }

  public void isAnsweredBy(Function<JsonNode, Exchange> handler) {
    isAnswered(handler.apply(event()));
  }

  public void isAnswered(Exchange exchange) {
    assertThat(exchange.status()).as(exchange.text()).isEqualTo(status);
    if (!answer.isEmpty()) {
      assertThat(exchange.body()).isEqualTo(operation().answerSample(status, answer));
    }
  }

  private Operation operation() {
    return Contract.published().operation(routeKey);
  }

  @Override
  public String toString() {
    return routeKey + " " + answer;
  }
}
