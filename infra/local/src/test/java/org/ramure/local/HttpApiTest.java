// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramure.local.http.Json;
import org.ramure.local.sample.SampleHandler;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(SharedSample.class)
class HttpApiTest {
  private final SampleStack sample;

  HttpApiTest(SampleStack sample) {
    this.sample = sample;
  }

  @Test
  void the_zip_gets_the_request_in_payload_format_2() throws Exception {
    JsonNode event =
        echo("/do/some%20thing%C3%A9?a=1&b=x%2By&a=3", "application/json", "{\"x\":1}");
    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("POST /do/{what}");
    assertThat(event.path("rawPath").asText()).isEqualTo("/do/some thingé");
    assertThat(event.path("rawQueryString").asText()).isEqualTo("a=1&b=x%2By&a=3");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(Json.read("{\"a\":\"1,3\",\"b\":\"x+y\"}"));
    assertThat(event.at("/pathParameters/what").asText()).isEqualTo("some thingé");
    assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
    assertThat(event.at("/headers/content-type").asText()).isEqualTo("application/json");
    assertThat(event.path("body").asText()).isEqualTo("{\"x\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          TYPE                              , BASE64
          application/json                  , false
          application/json; charset=utf-8   , false
          text/csv                          , false
          application/xml                   , false
          application/x-www-form-urlencoded , true
          application/problem+json          , true
          image/jpeg                        , true
          """)
  void a_body_that_is_not_text_comes_as_base64(String type, boolean base64) throws Exception {
    JsonNode event = echo("/do/anything", type, "été");
    assertThat(event.path("isBase64Encoded").asBoolean()).isEqualTo(base64);
    assertThat(event.path("body").asText()).isEqualTo(base64 ? "w6l0w6k=" : "été");
  }

  @Test
  void the_function_decides_status_headers_cookies_and_bytes() throws Exception {
    var answer =
        sample.post(
            "/do/answer",
            "application/json",
            """
            {"statusCode":418,"headers":{"X-Tea":"green"},"cookies":["a=1","b=2"],
             "isBase64Encoded":true,"body":"w6l0w6k="}\
            """);
    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.headers().allValues("x-tea")).containsExactly("green");
    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.body()).isEqualTo("été");
  }

  @Test
  void an_answer_without_a_status_is_the_body_of_a_200() throws Exception {
    var answer = sample.post("/do/answer", "application/json", "{\"points\":3}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{\"points\":3}");
  }

  @Test
  void an_unknown_route_is_the_gateways_own_404() throws Exception {
    var answer = sample.post("/nowhere", "text/plain", "");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
  }

  @Test
  void a_function_that_throws_is_a_500_without_its_reason() throws Exception {
    var answer = sample.post("/do/throw", "text/plain", "");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void more_than_ten_megabytes_are_refused() throws Exception {
    var answer = sample.post("/do/anything", "text/plain", "x".repeat(10 * 1024 * 1024 + 1));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void a_route_is_throttled_by_the_stages_own_settings() throws Exception {
    URI rare = URI.create(sample.stack.api() + "/rare");
    var first = sample.get(rare).statusCode();
    var second = sample.get(rare).statusCode();
    var third = sample.get(rare);
    assertThat(Stream.of(first, second)).containsExactly(200, 200);
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(echo("/do/anything", "text/plain", "").path("routeKey").asText())
        .as("another route goes on")
        .isEqualTo("POST /do/{what}");
  }

  @Test
  void a_function_has_lambdas_environment_and_the_templates() throws Exception {
    var answer = sample.post("/do/environment", "text/plain", "");
    JsonNode environment = Json.read(answer.body());
    assertThat(environment.path("WATCHED_TABLE").asText()).isEqualTo("SampleData-Watched");
    assertThat(environment.path("WORK_QUEUE_URL").asText())
        .isEqualTo(sample.stack.services() + "/000000000000/SampleCompute-Work");
    assertThat(environment.path("AWS_LAMBDA_FUNCTION_NAME").asText())
        .isEqualTo("SampleCompute-Sample");
    assertThat(environment.path("AWS_ENDPOINT_URL_S3").asText())
        .isEqualTo(sample.stack.s3().toString());
    assertThat(environment.path("_HANDLER").asText()).isEqualTo(SampleHandler.class.getName());
  }

  private JsonNode echo(String path, String type, String body) throws Exception {
    var answer = sample.post(path, type, body);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body());
  }
}
