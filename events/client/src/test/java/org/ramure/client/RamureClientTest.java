// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramure.client.Address.Given;
import org.ramure.client.model.AdjustmentAsked;
import org.ramure.client.model.Basket;
import org.ramure.client.model.Problem;
import org.ramure.client.model.VoucherPresented;
import org.ramure.client.model.VoucherState;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RamureClientTest {

  private static final String TOKEN = Published.file("api/issue-token.answer.json");
  private static final String BUSY =
      """
      {"type":"https://ramure.org/problems/busy","title":"t","status":503,"detail":"d"}
      """;

  private final Address address = new Address();
  private final List<Duration> pauses = new ArrayList<>();
  private final Ramure ramure = Ramure.at(address.text()).pausing(pauses::add);
  private final RamureClient client = ramure.as("rk_secret");

  @AfterEach
  void close() {
    address.close();
  }

  private static VoucherPresented use() {
    return VoucherPresented.of("AAKR BNAA RM9Y", new Basket("cart-1", 4500, "EUR"));
  }

  @Nested
  class Repeats {

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void what_may_pass_is_tried_again(int status) {
      address.gives(Given.json(status, "{\"message\":\"…\"}"), Given.json(201, TOKEN));
      assertThat(client.issueToken("m-1").token()).startsWith("mt1.");
      assertThat(address.got()).hasSize(2);
      assertThat(pauses).hasSize(1);
    }

    @Test
    void a_connection_that_was_cut_is_tried_again() {
      address.gives(Given.cut(), Given.json(201, TOKEN));
      client.issueToken("m-1");
      assertThat(address.got()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void an_answer_that_asks_for_time_gets_it() {
      address.gives(Given.problem(503, BUSY).with("retry-after", "7"), Given.json(201, TOKEN));
      client.issueToken("m-1");
      assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waits_double_up_to_the_longest_with_some_chance_in_them() {
      for (int repeat = 0; repeat < 12; repeat++) {
        long whole = Math.min(500L << repeat, 30_000);
        var wait = Retries.PUBLISHED.wait(repeat, Optional.empty(), new Random(repeat));
        assertThat(wait).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
      }
    }

    @Test
    void after_five_repeats_the_refusal_is_told() {
      address.gives(Given.problem(503, BUSY).with("retry-after", "1"));
      var refused = catchThrowableOfType(ProblemException.class, () -> client.issueToken("m-1"));
      assertThat(address.got()).hasSize(6);
      assertThat(refused.is(Problem.Type.BUSY)).isTrue();
      assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    void where_a_customer_waits_there_is_one_repeat_and_a_short_time_out() {
      address.gives(Given.problem(503, BUSY));
      assertThatThrownBy(() -> client.redeemVoucher(use())).isInstanceOf(ProblemException.class);
      assertThat(address.got()).hasSize(2);
      assertThat(Manners.timeout(new Call("POST", "/").whileSomebodyWaits())).hasSeconds(3);
      assertThat(Manners.timeout(new Call("POST", "/"))).hasSeconds(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 413, 415, 422})
    void what_stays_wrong_is_not_tried_again(int status) {
      address.gives(Given.json(status, "{}"));
      assertThatThrownBy(() -> client.issueToken("m-1")).isInstanceOf(ProblemException.class);
      assertThat(address.got()).hasSize(1);
    }

    @Test
    void every_repeat_bears_the_same_key_and_every_command_another() {
      var given = Given.json(201, Published.file("api/adjust-points.answer.json"));
      var asked = AdjustmentAsked.of(40, "A gesture", "ann");
      address.gives(Given.problem(503, BUSY), given, given);
      client.adjustPoints("m-1", asked);
      client.adjustPoints("m-1", asked);
      var keys =
          address.got().stream().map(g -> g.header("idempotency-key").orElseThrow()).toList();
      assertThat(keys).hasSize(3);
      assertThat(keys.get(1)).isEqualTo(keys.get(0));
      assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
    }

    @Test
    void a_caller_may_bring_a_key_of_its_own() {
      address.gives(Given.json(202, Published.file("api/adjust-points.waiting.json")));
      var answer = client.adjustPoints("m-1", AdjustmentAsked.of(40, "r", "ann"), "k-1");
      assertThat(address.got().getFirst().header("idempotency-key")).contains("k-1");
      assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void where_nothing_ever_comes_nothing_is_known() {
      address.close();
      assertThatThrownBy(() -> client.issueToken("m-1"))
          .isInstanceOf(NoAnswerException.class)
          .hasMessageContaining("POST /v1/members/m-1/tokens");
      assertThat(pauses).hasSize(5);
    }

    @Test
    void whoever_is_interrupted_stays_so() {
      address.gives(Given.problem(503, BUSY));
      var stopped =
          ramure
              .pausing(
                  _ -> {
                    throw new InterruptedException();
                  })
              .as("rk_1");
      assertThatThrownBy(() -> stopped.issueToken("m-1")).isInstanceOf(NoAnswerException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(address.got()).hasSize(1);
    }
  }

  @Nested
  class Refusals {

    @Test
    void a_problem_is_told_by_type_reason_and_facts() {
      address.gives(
          Given.problem(409, Published.file("api/voucher-refused.at-a-till.answer.json"))
              .with("x-correlation-id", "c-1"));
      var refused = catchThrowableOfType(ProblemException.class, () -> client.redeemVoucher(use()));
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.type()).contains(Problem.Type.VOUCHER_NOT_USABLE);
      assertThat(refused.reason()).contains(Problem.Reason.ALREADY_REDEEMED);
      assertThat(refused.problem().orElseThrow().redeemed()).isPresent();
      assertThat(refused.correlationId()).contains("c-1");
      assertThat(refused)
          .hasMessage("POST /v1/vouchers/redemptions: 409 voucher-not-usable ALREADY_REDEEMED");
    }

    @Test
    void a_malformed_request_names_its_field() {
      address.gives(Given.problem(400, Published.file("api/bad-request.answer.json")));
      var refused = catchThrowableOfType(ProblemException.class, () -> client.redeemVoucher(use()));
      assertThat(refused.is(Problem.Type.BAD_REQUEST)).isTrue();
      assertThat(refused.field()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {"404 | {\"message\":\"Not Found\"}", "502 | <html>", "401 | ''"})
    void what_the_gateway_says_has_no_type(int status, String body) {
      address.gives(Given.json(status, body));
      var refused = catchThrowableOfType(ProblemException.class, () -> client.readMember("m"));
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.problem()).isEmpty();
    }

    @Test
    void nothing_that_opens_something_is_in_a_message() {
      address.gives(Given.problem(422, BUSY));
      var refused = catchThrowableOfType(ProblemException.class, () -> client.redeemVoucher(use()));
      assertThat(refused.toString()).doesNotContain("AAKR").doesNotContain("rk_secret");
    }
  }

  @Nested
  class Tolerance {

    @Test
    void a_field_and_a_value_that_came_later_do_not_stop_a_client() {
      var answer =
          Published.file("api/redeem-voucher.answer.json")
              .replaceFirst("\"REDEEMED\"", "\"FRAMED\"")
              .replaceFirst("\\{", "{\"colour\":{\"of\":[1,2]},");
      address.gives(Given.json(201, answer));
      var used = client.redeemVoucher(use());
      assertThat(used.state()).isEqualTo(VoucherState.of("FRAMED"));
      assertThat(used.state()).isNotEqualTo(VoucherState.REDEEMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html>", "null"})
    void what_is_missing_is_not_made_up(String body) {
      address.gives(Given.json(201, body));
      assertThatThrownBy(() -> client.issueToken("m-1"))
          .isInstanceOf(UnreadableAnswerException.class);
    }
  }

  @Nested
  class OnTheWire {

    @Test
    void a_call_says_who_calls_in_which_language_and_asks_for_what_is_set() {
      address.gives(Given.json(200, Published.file("api/list-entries.answer.json")));
      ramure
          .speaking("en")
          .as("mt1.x")
          .listEntries("m-1", org.ramure.client.model.ListEntriesQuery.of().withCursor("a+b&c"));
      var got = address.got().getFirst();
      assertThat(got.target()).isEqualTo("/v1/members/m-1/entries?cursor=a%2Bb%26c");
      assertThat(got.header("authorization")).contains("Bearer mt1.x");
      assertThat(got.header("accept-language")).contains("en");
    }

    @Test
    void a_signed_call_shows_no_key() {
      address.gives(Given.json(200, Published.file("api/receive-webhook.answer.json")));
      client.receiveWebhook("web", "orders/paid", "c2ln", new byte[] {'{', '}'});
      var got = address.got().getFirst();
      assertThat(got.header("authorization")).isEmpty();
      assertThat(got.header("x-shopify-hmac-sha256")).contains("c2ln");
    }
  }
}
