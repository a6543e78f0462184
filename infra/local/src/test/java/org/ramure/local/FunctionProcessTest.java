// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ramure.local.lambda.LocalFunction;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class FunctionProcessTest {
  private final SampleStack sample;

  FunctionProcessTest(SampleStack sample) {
    this.sample = sample;
  }

  @Test
  void a_process_killed_in_mid_flight_fails_its_call_and_is_replaced_at_the_next()
      throws Exception {
    var call = inBackground(() -> sample.post("/do/hang", "text/plain", "killed"));
    awaitSeen("hang", "killed");
    sample.stack.functions().get("Sample").kill();
    HttpResponse<String> failed = call.get(60, TimeUnit.SECONDS);
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(sample.post("/do/anything", "text/plain", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_function_that_is_too_slow_is_killed_as_lambda_says() throws Exception {
    LocalFunction hasty = sample.stack.functions().get("hasty");
    assertThat(sample.post("/hasty/hang", "text/plain", "").statusCode()).isEqualTo(500);
    assertThat(hasty.errors()).isEqualTo(1);
    var direct =
        sample.postTo(
            sample.stack.services() + "/2015-03-31/functions/hasty/invocations",
            "{\"routeKey\":\"x\",\"pathParameters\":{\"what\":\"hang\"}}");
    assertThat(direct.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
    assertThat(direct.body()).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
  }

  @Test
  void anybody_on_this_machine_can_invoke_a_function_by_any_of_its_names() throws Exception {
    for (String name : List.of("Sample", "SampleCompute-Sample", "sample")) {
      var answer =
          sample.postTo(
              sample.stack.services() + "/2015-03-31/functions/" + name + "/invocations",
              "{\"hello\":1}");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"hello\":1}");
    }
  }

  @Test
  void a_thrown_exception_is_an_answer_with_the_function_error_header() throws Exception {
    var answer =
        sample.postTo(
            sample.stack.services() + "/2015-03-31/functions/Sample/invocations",
            "{\"fail\":true}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
    assertThat(answer.body()).contains("java.lang.IllegalStateException", "told to fail");
  }

  private static FutureTask<HttpResponse<String>> inBackground(
      Callable<HttpResponse<String>> call) {
    var task = new FutureTask<>(call);
    Thread.startVirtualThread(task);
    return task;
  }

  private void awaitSeen(String kind, String text) throws Exception {
    long deadline = System.nanoTime() + SampleStack.PATIENCE.toNanos();
    while (!sample.seen(kind, text).contains(text)) {
      assertThat(System.nanoTime()).as("seen in time").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
