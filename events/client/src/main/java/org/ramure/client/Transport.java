// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Sends calls, again where that may help, as one caller.
final class Transport {

  private final URI address;
  private final HttpClient http;
  private final Manners manners;
  private final Optional<String> credential;

  Transport(URI address, HttpClient http, Manners manners, Optional<String> credential) {
    this.address = address;
    this.http = http;
    this.manners = manners;
    this.credential = credential;
  }

  <T> Answered<T> answer(Call call, Class<T> type) {
    var reply = send(call);
    return new Answered<>(reply.status(), reply.read(type));
  }

  <A, B> Either<A, B> either(Call call, int status, Class<A> then, Class<B> otherwise) {
    var reply = send(call);
    return reply.status() == status
        ? new Either.First<>(reply.read(then))
        : new Either.Second<>(reply.read(otherwise));
  }

  void nothing(Call call) {
    send(call);
  }

  private Reply send(Call call) {
    var request = request(call);
    var retries = manners.retriesOf(call);
    for (int repeat = 0; ; repeat++) {
      boolean last = repeat == retries.most();
      try {
        var reply = Reply.of(http.send(request, BodyHandlers.ofByteArray()));
        if (reply.isSuccess()) {
          return reply;
        }
        if (last || !Retries.isWorthIt(reply.status())) {
          throw ProblemException.of(call, reply);
        }
        pause(call, retries.wait(repeat, reply.askedWait(), RandomGenerator.getDefault()));
      } catch (IOException broken) {
        if (last) {
          throw new NoAnswerException(call, broken);
        }
        pause(call, retries.wait(repeat, Optional.empty(), RandomGenerator.getDefault()));
      } catch (InterruptedException stopped) {
        throw interrupted(call, stopped);
      }
    }
  }

  private void pause(Call call, Duration wait) {
    try {
      manners.pause().during(wait);
    } catch (InterruptedException stopped) {
      throw interrupted(call, stopped);
    }
  }

  private static NoAnswerException interrupted(Call call, InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new NoAnswerException(call, stopped);
  }

  private HttpRequest request(Call call) {
    var request =
        HttpRequest.newBuilder(address.resolve(call.target()))
            .timeout(Manners.timeout(call))
            .header("accept", "application/json, application/problem+json")
            .method(
                call.method(),
                call.content().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(call.content()));
    call.headers().forEach(request::setHeader);
    manners.language().ifPresent(language -> request.setHeader("accept-language", language));
    credential
        .filter(_ -> call.isWithCredentials())
        .ifPresent(key -> request.setHeader("authorization", "Bearer " + key));
    return request.build();
  }
}
